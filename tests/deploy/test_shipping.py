"""What is shipped beside the code: image, compose file, unit and example of the settings.

The image and the compose file cannot be run where there is no container engine, nor the unit where
systemd is not the first process: they are held against linters and schemas made by others.
"""

import configparser
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr
from ruamel.yaml import YAML

from bot.settings import Settings

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / ".env.example"
BIN = Path(sys.executable).parent


def test_the_example_names_every_setting_with_what_it_is_for() -> None:
    """Issue: every setting explained; `deploy/settings_example.py` prints the file."""
    asked = [sys.executable, ROOT / "deploy" / "settings_example.py"]
    printed = subprocess.run(asked, capture_output=True, check=True).stdout.decode()

    assert EXAMPLE.read_text(encoding="utf-8") == printed
    assert all(str(field.validation_alias) in printed for field in Settings.model_fields.values())


def test_a_copy_of_the_example_changes_no_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever copies it and fills in the token alone has the usual settings."""
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.validation_alias), raising=False)
    monkeypatch.chdir(tmp_path)
    usual = Settings()
    (tmp_path / ".env").write_text(EXAMPLE.read_text("utf-8"), encoding="utf-8")

    assert Settings() == usual


def test_the_dockerfile_passes_its_linter() -> None:
    """Issue: what cannot be run here is checked by a linter (hadolint)."""
    found = subprocess.run(
        [BIN / "hadolint", ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )

    assert (found.returncode, found.stdout) == (0, "")


def test_the_image_runs_as_nobody_in_particular_and_holds_no_secret() -> None:
    """Issue: non-root, slim, health check."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    last = [line for line in lines if line.startswith("FROM")][-1]

    assert "-slim" in last
    assert "USER 10001:10001" in lines
    assert any(line.startswith("HEALTHCHECK") for line in lines)
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignored[1] == "*"
    copied = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    assert copied.isdisjoint({".env", "cmpbot.db", "."})


def test_the_compose_file_fits_the_schema_of_compose() -> None:
    """Issue: what cannot be run here is checked by a linter (the schema of the compose spec)."""
    found = subprocess.run(
        [
            BIN / "check-jsonschema",
            "--builtin-schema",
            "vendor.compose-spec",
            ROOT / "compose.yaml",
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == 0, found.stdout


def test_the_compose_file_passes_on_every_setting() -> None:
    """One that is misspelt, or left out, would be silently ignored: a list of guests, say."""
    read = YAML(typ="safe").load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    known = {str(field.validation_alias) for field in Settings.model_fields.values()}
    of_the_image = {"CMPBOT_KEY_FILE", "CMPBOT_LISTEN"}  # the container's own affair

    assert set(read["services"]["bot"]["environment"]) == known - of_the_image
    assert read["services"]["bot"]["stop_grace_period"] == "45s"


def test_what_the_compose_file_passes_on_by_itself_changes_no_setting(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whoever fills in the secrets alone has the usual settings there as well."""
    read = YAML(typ="safe").load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path)
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.validation_alias), raising=False)
    usual = Settings()
    for name, value in read["services"]["bot"]["environment"].items():
        _, optional, rest = value.removesuffix("}").partition(":-")
        if optional:
            monkeypatch.setenv(name, rest)
    given = Settings()

    own = {"log_format": "json", "webhook_secret": SecretStr("")}  # "" is none (see `hook_of`)
    assert given == usual.model_copy(update=own)


def test_the_unit_has_the_sections_and_limits_that_the_bot_needs() -> None:
    """Issue: a systemd unit; `systemd-analyze verify` is run by whoever changes it."""
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(ROOT / "deploy" / "cmpbot.service", encoding="utf-8")

    assert unit.sections() == ["Unit", "Service", "Install"]
    service = unit["Service"]
    assert service["User"] == "cmpbot"
    assert service["ExecStart"].endswith("/cmpbot run")
    assert int(service["TimeoutStopSec"]) >= 45
    assert service["NoNewPrivileges"] == "true"


@contextmanager
def answering(status: int) -> Iterator[int]:
    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            return

    server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def health(port: int) -> int:
    asked = subprocess.run(
        [sys.executable, ROOT / "deploy" / "healthy.py"],
        env={**os.environ, "CMPBOT_LISTEN": f"0.0.0.0:{port}"},
        capture_output=True,
        check=False,
    )
    return asked.returncode


def test_the_health_check_tells_well_from_unwell_and_from_nobody_there() -> None:
    """Issue: health check."""
    with answering(200) as port:
        assert health(port) == 0
    with answering(503) as port:
        assert health(port) == 1
    assert health(port) == 1
