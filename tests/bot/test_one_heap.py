"""All threads of the process that serves take their memory from one heap."""

import platform
import subprocess
import sys

import pytest

COUNT = """
import ctypes, pathlib, sys, tempfile, threading
c = ctypes.CDLL(None)
threads = [threading.Thread(target=c.malloc, args=(1_000,)) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
c.fopen.restype = ctypes.c_void_p
with tempfile.NamedTemporaryFile() as report:
    file = ctypes.c_void_p(c.fopen(report.name.encode(), b"w"))
    c.malloc_info(0, file)
    c.fclose(file)
    print(pathlib.Path(report.name).read_text().count("<heap "))
"""
SHARE = "from bot.one_heap import share_one_heap; share_one_heap()\n"


def heaps(code: str) -> int:
    """Run code in an interpreter of its own; return how many heaps it has at the end."""
    done = subprocess.run([sys.executable, "-c", code + COUNT], capture_output=True, check=True)
    return int(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has more than one")
def test_threads_share_a_heap_where_the_c_library_would_give_each_its_own() -> None:
    """https://www.gnu.org/software/libc/manual/html_node/Malloc-Tunable-Parameters.html"""
    assert heaps(SHARE) == 1
    assert heaps("") > 1


def test_elsewhere_nothing_is_told_to_anybody() -> None:
    """Other systems have no such thing."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.platform = 'darwin'\n{SHARE}"], check=True
    )
    assert done.returncode == 0
