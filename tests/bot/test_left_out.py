"""What no part of the bot uses is not loaded by the process that serves."""

import subprocess
import sys

LOAD = "import sys; from bot.left_out import leave_out; leave_out(); import bot.serving\n"


def output(code: str) -> str:
    """Run code in an interpreter of its own."""
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    ).stdout.strip()


def test_serving_loads_neither_httpx_nor_an_object_mapper_nor_a_drawer_of_terminals() -> None:
    """Together a tenth of the memory."""
    heavy = ("httpx", "telegram.ext", "sqlalchemy.orm.session", "rich.console", "alembic")
    assert output(f"{LOAD}print(*[name for name in {heavy} if name in sys.modules])") == ""


def test_a_webhook_is_served_without_the_command_line_of_its_server() -> None:
    """The server's own main module brings click: 1.6 MB and 15 ms."""
    code = "import bot.web.listening; print(*{'click', 'multiprocessing'} & set(sys.modules))"
    assert output(f"{LOAD}{code}") == ""


def test_what_is_left_out_says_so_when_it_is_called() -> None:
    """The library's own client is made only where no request of ours is given."""
    call = "from telegram.request import HTTPXRequest\ntry: HTTPXRequest(connection_pool_size=1)\n"
    said = output(f"{LOAD}{call}except NotImplementedError as error: print(error)")
    assert said == "HTTPXRequest is left out of this process"


def test_what_is_loaded_already_stays_as_it_is() -> None:
    """Whoever uses these in the same process keeps them."""
    assert "initialize" in output(
        f"import telegram.request\n{LOAD}print(dir(telegram.request.HTTPXRequest))"
    )


def test_libraries_load_no_authorities_and_ours_are_trusted_afterwards() -> None:
    """Aiohttp loads them twice while it loads, for contexts that nothing here uses."""
    code = """if True:
        import os, ssl
        from bot.left_out import authorities_left_out
        os.environ["SSL_CERT_DIR"] = "/somewhere"
        before = dict(os.environ)
        with authorities_left_out():
            context = ssl.create_default_context()
        print(context.cert_store_stats()["x509"], dict(os.environ) == before)
    """
    assert output(code) == "0 True"
