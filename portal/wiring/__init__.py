"""What joins domains: the act that each signature's purpose and each gateway service leads to.

A press that needs several domains calls one act here.
"""
