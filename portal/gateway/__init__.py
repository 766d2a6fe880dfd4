"""The e-government gateway (ЭҮШ; clauses 8.7, 10.8): messages out and in, by SyncChannel v10."""
