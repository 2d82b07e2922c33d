from __future__ import annotations

import itertools
import multiprocessing
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dataroom import engine
from dataroom.engine import EngineFault, Lost, default_jobs, run
from tests.faults.work import die_loading, hold, load, load_nothing, work

MEMORY = 1 << 28
ROOT = Path(__file__).parent.parent


def results(tasks: list[Any], **options: Any) -> list[Any]:
    options = {"jobs": 1, "timeout": 20, "memory_limit": MEMORY} | options
    answers = list(run(tasks, work, **options))
    assert [task for task, _ in answers] == tasks
    return [answer for _, answer in answers]


@pytest.mark.parametrize("jobs", [0, 1, 2, None])
def test_nothing_to_do_gives_nothing(jobs: int | None) -> None:
    assert results([], jobs=jobs) == []


@pytest.mark.parametrize("jobs", [0, 1, 2, 3])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    assert results(list(range(300)), jobs=jobs) == [n * n for n in range(300)]


def test_no_task_starts_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine._Pool, "_start", None)
    assert results([]) == []


FAULTS = [
    ("exit", "crash", "exited with status 3"),
    ("sys.exit", "crash", "SystemExit at "),
    ("kill", "crash", "killed by SIGKILL"),
    ("segfault", "crash", "killed by SIGSEGV"),
    ("raise", "crash", "ValueError at work.py:"),
    ("panic", "crash", "Panic at work.py:"),
    ("unpicklable", "crash", "Error at "),
    ("trap", "crash", "ValueError at "),
    ("close the pipe", "crash", ""),
    ("hang", "timeout", "not done after 0.4 s"),
    ("hang in C", "timeout", "not done after 0.4 s"),
    ("eat", "memory", "more memory than allowed"),
]


@pytest.mark.parametrize(("fault", "kind", "detail"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_only_the_document_at_fault_is_lost(fault: str, kind: str, detail: str) -> None:
    one, lost, two, three = results([1, fault, 2, 3], timeout=0.4 if kind == "timeout" else 20)
    assert (one, two, three) == (1, 4, 9)
    assert isinstance(lost, Lost)
    assert lost.kind == kind
    assert detail in lost.detail


@pytest.mark.parametrize("jobs", [1, 2])
def test_many_faults_among_many_documents(jobs: int) -> None:
    faults = {10: "exit", 11: "kill", 40: "raise", 60: "hang", 61: "exit", 99: "panic"}
    tasks = [faults.get(n, n) for n in range(100)]
    found = results(tasks, jobs=jobs, timeout=0.8)
    assert [n for n, answer in enumerate(found) if isinstance(answer, Lost)] == list(faults)
    assert all(answer == n * n for n, answer in enumerate(found) if n not in faults)


def test_the_detail_of_a_loss_holds_no_word_of_the_document() -> None:
    (lost,) = results(["raise"])
    assert "secret" not in lost.detail
    assert "secret" in lost.trace
    assert "/" not in lost.detail


def test_a_task_whose_worker_died_is_tried_once_more(tmp_path: Path) -> None:
    assert results([1, ("die_once", str(tmp_path / "mark"))]) == [1, "second time"]


def test_a_task_at_which_a_fresh_worker_died_is_to_blame(tmp_path: Path) -> None:
    (lost,) = results([("die_once", str(tmp_path / "mark"))])
    assert lost.kind == "crash"


def test_a_task_whose_fresh_worker_was_killed_is_tried_once_more(tmp_path: Path) -> None:
    assert results([("killed_once", str(tmp_path / "mark"))]) == ["second time"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows what a process takes")
@pytest.mark.parametrize("fault", ["abort, full", "abort, saying why"])
def test_a_library_that_ends_its_process_for_want_of_memory_is_told_from_a_crash(fault: str) -> None:
    one, lost, two = results([1, fault, 2])
    assert (one, two) == (1, 4)
    assert lost.kind == "memory"


def test_what_a_library_prints_on_its_way_out_is_not_told() -> None:
    (lost,) = results(["abort, saying secrets"])
    assert (lost.kind, lost.detail) == ("crash", "killed by SIGABRT")


def test_a_task_without_memory_in_a_used_worker_is_tried_once_more() -> None:
    filled, second = results(["fill", "need"])
    assert filled == "filled"
    assert second == "needed"


def test_a_slow_document_does_not_stall_the_others() -> None:
    first, *others = results(["hang", *range(200)], jobs=2, timeout=0.5)
    assert first.kind == "timeout"
    assert others == [n * n for n in range(200)]


def test_large_results_and_tasks_travel() -> None:
    assert [len(found) for found in results(["large"] * 4, jobs=2)] == [3_000_000] * 4
    long = "x" * 1_000_000
    assert results([("len_of", long)] * 3) == [1_000_000] * 3


def test_the_window_bounds_what_is_taken_ahead() -> None:
    taken = 0

    def tasks() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    answers = run(tasks(), work, jobs=2, window=8)
    for given, (task, _) in enumerate(itertools.islice(answers, 300), 1):
        assert task == given
        assert taken <= given + 8
    answers.close()


def test_workers_print_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert results(["shout"]) == ["shouted"]
    assert capfd.readouterr() == ("", "")


def test_workers_ignore_interrupts() -> None:
    assert results(["interrupt", 3]) == [None, 9]


@pytest.mark.parametrize("jobs", [0, 1])
def test_workers_are_made_ready_once(jobs: int) -> None:
    assert results(["loaded"] * 3, jobs=jobs, initializer=load, initargs=("rules",)) == ["rules"] * 3


def test_one_worker_does_all_the_work_of_one_job() -> None:
    pids = results(["pid", "raise", "pid"])
    assert pids[0] == pids[2] != os.getpid()
    assert results(["pid"], jobs=0) == [os.getpid()]


def test_an_initialiser_that_fails_says_why() -> None:
    with pytest.raises(EngineFault, match="RuntimeError: no rules, désolé"):
        results([1], initializer=load_nothing, initargs=("no rules, désolé",))


def test_an_initialiser_that_dies_does_not_go_on_for_ever() -> None:
    with pytest.raises(EngineFault, match="cannot be started: exited with status 7"):
        results([1], initializer=die_loading)


def test_an_initialiser_that_hangs_does_not_go_on_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_START_SECONDS", 0.2)
    with pytest.raises(EngineFault, match=r"not ready after 0\.2 s"):
        results([1], initializer=work, initargs=("hang",))


@pytest.mark.parametrize("fault", ["raise", "panic"])
def test_without_workers_what_is_raised_is_lost_alike(fault: str) -> None:
    lost, four = results([fault, 2], jobs=0)
    assert (lost.kind, four) == ("crash", 4)


def test_an_error_of_the_source_of_tasks_is_the_callers() -> None:
    def tasks() -> Iterator[int]:
        yield 1
        raise OSError("the room went away")

    with pytest.raises(OSError, match="the room went away"):
        list(run(tasks(), work, jobs=1))


def test_systems_without_a_forkserver_do_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_context", lambda: multiprocessing.get_context("spawn"))
    one, died, hung, two = results([1, "exit", "hang", 2], timeout=0.5)
    assert (one, died.kind, hung.kind, two) == (1, "crash", "timeout", 4)


def test_there_is_a_job_for_each_processor() -> None:
    assert 1 <= default_jobs() <= (os.cpu_count() or 1)


@pytest.fixture
def fifo(tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """Give a pipe that processes hold open while they live, and its other end."""
    path = tmp_path / "fifo"
    os.mkfifo(path)
    fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    yield path, fd
    os.close(fd)


def wait_until_held(fd: int) -> None:
    assert select.select([fd], [], [], 20)[0], "nobody opened the pipe"
    assert os.read(fd, 100) == b"held\n"


def wait_until_all_are_dead(fd: int) -> None:
    while select.select([fd], [], [], 20)[0]:
        if os.read(fd, 100) == b"":
            return
    pytest.fail("a process outlived its master")


def test_leaving_early_ends_the_workers(fifo: tuple[Path, int]) -> None:
    answers = run(itertools.count(), work, jobs=1, initializer=hold, initargs=(str(fifo[0]),))
    assert next(answers) == (0, 0)
    wait_until_held(fifo[1])
    answers.close()
    wait_until_all_are_dead(fifo[1])


def test_what_a_worker_started_ends_with_it(fifo: tuple[Path, int]) -> None:
    (lost,) = results([("child_and_hang", str(fifo[0]))], timeout=0.5)
    assert lost.kind == "timeout"
    wait_until_held(fifo[1])
    wait_until_all_are_dead(fifo[1])


SCRIPT = """
import sys
from dataroom.engine import run
from tests.faults.work import work
print(list(run([3, *eval(sys.argv[1])], work, jobs=2)), flush=True)
"""


def script(path: Path, tasks: list[Any]) -> subprocess.Popen[str]:
    # Without `if __name__ == "__main__"`, as people write scripts.
    (path / "script.py").write_text(SCRIPT, encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, path / "script.py", repr(tasks)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_a_script_without_a_guard_does_not_start_itself_over(tmp_path: Path) -> None:
    with script(tmp_path, ["shout"]) as process:
        assert process.communicate(timeout=20) == ("[(3, 9), ('shout', 'shouted')]\n", "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_workers_die_with_their_master_even_while_hanging(
    tmp_path: Path, fifo: tuple[Path, int], number: signal.Signals
) -> None:
    with script(tmp_path, [("hold_and_hang", str(fifo[0]))]) as process:
        wait_until_held(fifo[1])
        if number is signal.SIGINT:
            os.killpg(process.pid, number)  # as a terminal does
        else:
            process.send_signal(number)
        out, errors = process.communicate(timeout=20)
        wait_until_all_are_dead(fifo[1])
    assert out == ""
    assert errors.count("Traceback") == (number is signal.SIGINT), "the script's own, and none of a worker"


def test_runs_in_threads_do_not_disturb_each_other() -> None:
    main = sys.modules["__main__"]
    found: list[list[Any]] = []
    threads = [threading.Thread(target=lambda: found.append(results([*range(50), "exit"]))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert [answers[:50] for answers in found] == [[n * n for n in range(50)]] * 2
    assert sys.modules["__main__"] is main


def test_no_handle_and_no_process_is_left() -> None:
    results([1])
    before = len(os.listdir("/dev/fd"))  # noqa: PTH208  # counts handles, its own included both times
    results([1, "exit", "hang"], jobs=2, timeout=0.5)
    assert len(os.listdir("/dev/fd")) == before  # noqa: PTH208  # the same
    assert multiprocessing.active_children() == []
