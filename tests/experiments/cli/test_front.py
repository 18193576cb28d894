"""The command `tandem`: help, version, wrong commands, and that the front imports nothing heavy."""

import re
import subprocess
import sys
from importlib import import_module, metadata

import pytest

from tandem.experiments.cli import COMMANDS, main


def run(*arguments: str, **options) -> subprocess.CompletedProcess:
    code = "import sys; from tandem.experiments.cli import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, **options)


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["help"]])
def test_help_names_every_command(arguments, capsys):
    assert main(arguments) == 0
    page = capsys.readouterr().out
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", page, re.MULTILINE)


@pytest.mark.parametrize("arguments", [["--version"], ["project", "--version"]])
def test_version(arguments, capsys):
    assert main(arguments) == 0
    assert capsys.readouterr().out == f"tandem {metadata.version('tandem-workforce')}\n"


def test_a_wrong_command_gets_the_help_and_code_2(capsys):
    assert main(["projct"]) == 2
    err = capsys.readouterr().err
    assert "no command 'projct'" in err
    assert "tandem project" in err


def test_every_command_can_be_loaded():
    for place, _ in COMMANDS.values():
        module, name = place.split(":")
        assert callable(getattr(import_module(module), name))


def test_the_front_imports_nothing_heavy():
    code = (
        "import sys; from tandem.experiments.cli import main; main(['--help']);"
        "print(sorted({name.split('.')[0] for name in sys.modules}))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(re.findall(r"'(\w+)'", answer.stdout.splitlines()[-1]))
    heavy = {"numpy", "numba", "scipy", "pandas", "hydra", "omegaconf", "matplotlib", "mesa", "rich", "yaml"}
    assert loaded.isdisjoint(heavy)


def test_a_closed_pipe_is_no_error():
    code = (
        "import sys; from tandem.experiments.cli import main; print(flush=True); sys.stdin.readline();"
        "sys.exit(main(['parameters']))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin and process.stdout and process.stderr
    process.stdout.readline()
    process.stdout.close()
    process.stdin.write("\n")
    process.stdin.flush()
    assert "Traceback" not in process.stderr.read()
    assert process.wait() == 141


def test_wrong_input_gives_code_2_to_the_shell(tmp_path):
    answer = run("project", "months=0", cwd=tmp_path)
    assert answer.returncode == 2
    assert "months: found 0" in answer.stderr
    assert (answer.stdout, list(tmp_path.iterdir())) == ("", [])


def test_a_users_own_folder_of_options(tmp_path, capsys):
    (tmp_path / "policy").mkdir()
    (tmp_path / "policy" / "mine.yaml").write_text("name: my own\nlevers: {}\n")
    for typed in (["policy=mine"], ["policy.name=other", "policy=mine"]):
        assert (
            main(["project", *typed, "--config-dir", str(tmp_path), "--cfg", "job", "--package", "policy"])
            == 0
        )
    assert capsys.readouterr().out.count("levers: {}") == 2
    assert main(["project", "policy=mien", "--config-dir", str(tmp_path)]) == 2
    assert "Did you mean 'mine'?" in capsys.readouterr().err


def test_neither_mesa_nor_the_table_reader_of_workbooks_is_imported_by_project(tmp_path):
    code = (
        "import sys; from tandem.experiments.cli import main;"
        "code = main(['project', 'draws=2', 'months=1', 'organisation.headcount=200']);"
        "print(sorted({name.split('.')[0] for name in sys.modules})); sys.exit(code)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True
    )
    loaded = set(re.findall(r"'(\w+)'", answer.stdout.splitlines()[-1]))
    assert "numba" in loaded
    assert loaded.isdisjoint({"mesa", "networkx", "openpyxl"})
