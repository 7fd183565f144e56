"""Does the person at the keyboard own this session? The operating system is asked.

answers   what can come of it, and what every way promises
windows   Windows asks in its own dialog and checks the password by a logon
pam       Linux: we ask, the system's own login rules check
"""

from __future__ import annotations

import platform

from tse_companion.store.presence.answers import Answer, SystemPresence

__all__ = ["Answer", "SystemPresence", "system_presence"]


def system_presence() -> SystemPresence | None:
    """The way this system can tell, or None: macOS, and Linux without PAM."""
    match platform.system():
        case "Windows":
            from tse_companion.store.presence.windows import WindowsPresence

            return WindowsPresence()
        case "Linux":
            from tse_companion.store.presence.pam import open_pam

            return open_pam()
    return None
