"""Debian's Firefox without a window, in a fresh profile that asks nothing of the network; a picture of a page."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

Setting = bool | int | str
# What Tor Browser's level 'Safest' turns off.
SAFEST: Mapping[str, Setting] = {"javascript.enabled": False, "svg.disabled": True, "mathml.disabled": True}
ORDINARY: Mapping[str, Setting] = {}
NO_PICTURES: Mapping[str, Setting] = {**SAFEST, "permissions.default.image": 2}
SIZE = 1000, 6000  # pixels of the window: a whole page, so that nothing waits for being scrolled to
QUIET: Mapping[str, Setting] = {
    # Only this machine is asked anything: all else goes to a proxy that is not there.
    "network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": 9, "network.proxy.no_proxies_on": "127.0.0.1",
    "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False,
    "network.dns.disablePrefetch": True, "network.prefetch-next": False,
    "app.normandy.enabled": False, "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False, "browser.shell.checkDefaultBrowser": False,
    "browser.search.update": False, "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False, "browser.safebrowsing.phishing.enabled": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False, "datareporting.healthreport.uploadEnabled": False,
    "extensions.systemAddon.update.enabled": False, "extensions.update.enabled": False,
    "extensions.getAddons.cache.enabled": False, "services.settings.server": "data:,none",
    "toolkit.telemetry.unified": False, "toolkit.telemetry.server": "",
}  # fmt: skip


class Firefox:
    """One profile in a folder of its own."""

    def __init__(self, program: str, folder: Path, settings: Mapping[str, Setting]) -> None:
        self.program, self.profile, self.taken = program, folder / "profile", folder / "taken.png"
        self.profile.mkdir(parents=True)
        lines = (f'user_pref("{name}", {_written(value)});\n' for name, value in {**QUIET, **settings}.items())
        (self.profile / "user.js").write_text("".join(lines), "ascii")
        self.environment = {"HOME": str(folder), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "UTC"}

    def picture(self, address: str) -> Image.Image:
        """The page as it is drawn."""
        size = ",".join(map(str, SIZE))
        command = [self.program, "--headless", "--no-remote", "--profile", str(self.profile), "--window-size", size]
        command += ["--screenshot", str(self.taken), address]
        self.taken.unlink(missing_ok=True)
        subprocess.run(command, check=True, capture_output=True, env=self.environment, timeout=60)
        with Image.open(self.taken) as taken:
            return taken.convert("RGB")


def _written(value: Setting) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()
