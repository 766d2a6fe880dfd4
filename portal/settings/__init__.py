"""Settings: what differs from one installation to another, read from the environment."""

from portal.settings.environment import Problem, SettingsWrong, from_environment
from portal.settings.model import GatewayAddress, IdentityProvider, ServerKeys, Settings, Trust

__all__ = [
    "GatewayAddress",
    "IdentityProvider",
    "Problem",
    "ServerKeys",
    "Settings",
    "SettingsWrong",
    "Trust",
    "from_environment",
]
