"""Reports what the linters do not: silent defaults, suppressed errors, numbers in the rules, long
files and functions, unexplained suppressions, vaguely named modules. Settings: pyproject.toml.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, TypeGuard

RULES = {
    "default": "`.get` and `getattr` take no default: a missing key is an error",
    "broad-suppress": "name the errors; ruff looks at `except`, not at `suppress`",
    "conditional-raise": "raise again on every path; ruff is content with one `raise`",
    "number": "a tunable number is data, not code",
    "long-file": "split by idea",
    "long-function": "split by idea",
    "suppression": "a suppression names its code and its reason",
    "module-name": "name the module after its idea",
    "syntax": "the file can't be parsed",
    "exception": "an exception in pyproject.toml names a rule, a file and a reason, and is needed",
}
BROAD = {"Exception", "BaseException"}
VAGUE = {"util", "utils", "helper", "helpers", "manager", "managers"}

SUPPRESSION = re.compile(r"#\s*(?:ruff:\s*|flake8:\s*)?(noqa|type:\s*ignore)\b", re.IGNORECASE)
REASON = r"\s*[-:\u2013#(]+\s*\w[^#]*\w{2,}"
EXPLAINED = (
    re.compile(rf"noqa:\s*[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*{REASON}", re.IGNORECASE),
    re.compile(rf"type:\s*ignore\[[\w\-, ]+\]{REASON}"),
)
WHOLE_FILE = re.compile(
    r"#\s*(mypy:\s*(ignore-errors|disable-error-code|allow-)|type:\s*ignore\s*$)"
)


@dataclass(frozen=True, order=True)
class Finding:
    """A broken rule: *path* from the root, *where* the function's dotted name."""

    path: str
    line: int
    rule: str
    where: str
    message: str

    def __str__(self) -> str:
        """Return the finding in the form that editors parse."""
        inside = f" in {self.where}" if self.where else ""
        return f"{self.path}:{self.line}: {self.rule}{inside}: {self.message}; {RULES[self.rule]}"


@dataclass(frozen=True)
class Allowance:
    """An exception from one rule at one place, with a reason; *where* is empty for the whole
    file.
    """

    rule: str
    path: str
    where: str
    reason: str

    def covers(self, finding: Finding) -> bool:
        """Whether the exception covers *finding*."""
        return (
            finding.rule == self.rule
            and finding.path == self.path
            and self.where in {"", finding.where}
        )


@dataclass(frozen=True)
class Settings:
    """The settings `[tool.hexfront.check_rules]`; paths are relative to the project's root."""

    roots: list[str]
    file_lines: int
    function_lines: int
    number_roots: list[str]
    numbers_allowed: list[int]
    numbers_free: list[str]
    exceptions: list[Allowance]

    @classmethod
    def read(cls, pyproject: Path) -> Settings:
        """Read the settings from *pyproject*; KeyError or TypeError if they are incomplete."""
        table = tomllib.loads(pyproject.read_text(encoding="utf-8"))
        raw: dict[str, Any] = dict(table["tool"]["hexfront"]["check_rules"])
        listed = raw.pop("exceptions") if "exceptions" in raw else []
        return cls(**raw, exceptions=[Allowance(**one) for one in listed])


class Inspection(ast.NodeVisitor):
    """A visitor that collects violations in one file's syntax tree."""

    def __init__(self, path: str, settings: Settings, *, numbers: bool) -> None:
        """Create the visitor for a file; *numbers* is whether number literals are checked."""
        self.path = path
        self.settings = settings
        self.numbers = numbers
        self.names: list[str] = []
        self.findings: list[Finding] = []

    def report(self, rule: str, line: int, message: str) -> None:
        """Record that *rule* is broken at *line*."""
        self.findings.append(Finding(self.path, line, rule, ".".join(self.names), message))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Visit a class, with its name in the path."""
        self.names.append(node.name)
        self.generic_visit(node)
        self.names.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Measure a function and visit it, with its name in the path."""
        self.names.append(node.name)
        length = last_line(node) - node.lineno + 1
        if length >= self.settings.function_lines:
            limit = self.settings.function_lines
            self.report("long-function", node.lineno, f"{length} lines, fewer than {limit} allowed")
        self.generic_visit(node)
        self.names.pop()

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        """Visit an async function as any other."""
        self.visit_FunctionDef(node)

    def visit_Call(self, node: ast.Call) -> None:
        """Check a call for defaults and suppressed errors."""
        called = dotted(node.func)
        keywords = {keyword.arg for keyword in node.keywords}
        if isinstance(node.func, ast.Attribute) and node.func.attr == "get":
            if len(node.args) > 1 or "default" in keywords:
                self.report("default", node.lineno, f"`{ast.unparse(node)}`")
        elif called in {"getattr", "builtins.getattr"} and len(node.args) > 2:
            self.report("default", node.lineno, f"`{ast.unparse(node)}`")
        if called in {"suppress", "contextlib.suppress"} and any(map(is_broad, node.args)):
            self.report("broad-suppress", node.lineno, f"`{ast.unparse(node)}`")
        self.generic_visit(node)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        """Check a handler of nearly everything that raises again."""
        parts = [inner for part in node.body for inner in own_nodes(part)]
        raises = any(isinstance(inner, ast.Raise) for inner in parts)
        broad = node.type is None or is_broad(node.type)
        if broad and raises and not always_raises(node.body):
            self.report("conditional-raise", node.lineno, "a broad `except` may end without one")
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        """Check a number with its minus sign."""
        operand = node.operand
        if isinstance(node.op, ast.USub) and isinstance(operand, ast.Constant):
            if is_number(operand.value):
                self.judge_number(-operand.value, node.lineno)
        else:
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        """Check a number without a sign."""
        if is_number(node.value):
            self.judge_number(node.value, node.lineno)

    def judge_number(self, value: complex, line: int) -> None:
        """Record a number literal that is not allowed."""
        if self.numbers and value not in self.settings.numbers_allowed:
            self.report("number", line, f"`{value}`")


def is_number(value: object) -> TypeGuard[complex]:
    """Whether a literal is a number; True and False are not."""
    return isinstance(value, int | float | complex) and not isinstance(value, bool)


def last_line(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the last line of a function."""
    return node.lineno if node.end_lineno is None else node.end_lineno


def dotted(node: ast.expr) -> str:
    """Return a name or a chain of attributes as text; "" for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def is_broad(kind: ast.expr) -> bool:
    """Whether an exception type, or one of a tuple of them, covers nearly everything."""
    if isinstance(kind, ast.Tuple):
        return any(map(is_broad, kind.elts))
    return dotted(kind).removeprefix("builtins.") in BROAD


def always_raises(body: list[ast.stmt]) -> bool:
    """Whether a block ends with `raise` on every path that reaches its end."""
    if any(isinstance(node, ast.Return) for part in body for node in own_nodes(part)):
        return False
    last = body[-1]
    if isinstance(last, ast.If):
        return always_raises(last.body) and bool(last.orelse) and always_raises(last.orelse)
    if isinstance(last, ast.With | ast.AsyncWith):
        return always_raises(last.body)
    if isinstance(last, ast.Try):
        return bool(last.finalbody) and always_raises(last.finalbody)
    return isinstance(last, ast.Raise)


def own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and what is in it, without the bodies of functions and classes."""
    yield node
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
        for child in ast.iter_child_nodes(node):
            yield from own_nodes(child)


def inspect_comments(path: str, text: str) -> Iterator[Finding]:
    """Yield the suppressions that do not name a code and a reason."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type != tokenize.COMMENT:
            continue
        comment = token.string
        line = token.start[0]
        needed = len(SUPPRESSION.findall(comment))
        given = sum(len(pattern.findall(comment)) for pattern in EXPLAINED)
        if WHOLE_FILE.search(comment) or given < needed:
            yield Finding(path, line, "suppression", "", f"`{comment}`")


def inspect_name(path: str) -> Iterator[Finding]:
    """Yield the modules and packages with a vague name."""
    vague = [part for part in PurePosixPath(path).with_suffix("").parts if is_vague(part)]
    for part in vague:
        yield Finding(path, 1, "module-name", "", f"`{part}`")


def is_vague(name: str) -> bool:
    """Whether a word of a module's name says nothing about it."""
    return not VAGUE.isdisjoint(name.lower().split("_"))


def inspect_file(path: str, text: str, settings: Settings) -> list[Finding]:
    """Return all violations in one file; *path* is relative, with forward slashes."""
    findings = list(inspect_name(path))
    length = len(text.splitlines())
    if length >= settings.file_lines:
        message = f"{length} lines, fewer than {settings.file_lines} allowed"
        findings.append(Finding(path, 1, "long-file", "", message))
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        line = 1 if error.lineno is None else error.lineno
        return [*findings, Finding(path, line, "syntax", "", error.msg)]
    posix = PurePosixPath(path)
    numbers = posix.name not in settings.numbers_free and any(
        posix.is_relative_to(root) for root in settings.number_roots
    )
    inspection = Inspection(path, settings, numbers=numbers)
    inspection.visit(tree)
    return sorted([*findings, *inspection.findings, *inspect_comments(path, text)])


def inspect_project(root: Path, settings: Settings) -> list[Finding]:
    """Return all violations below *root* that are not excepted, and unused exceptions."""
    findings: list[Finding] = []
    for folder in settings.roots:
        for file in sorted((root / folder).rglob("*.py")):
            path = file.relative_to(root).as_posix()
            findings += inspect_file(path, file.read_text(encoding="utf-8"), settings)
    kept = [one for one in findings if not covered_by(settings.exceptions, one)]
    return [*kept, *judge_exceptions(settings.exceptions, findings)]


def covered_by(allowances: list[Allowance], finding: Finding) -> bool:
    """Whether one of the exceptions covers *finding*."""
    return any(allowance.covers(finding) for allowance in allowances)


def judge_exceptions(allowances: list[Allowance], findings: list[Finding]) -> Iterator[Finding]:
    """Yield exceptions without a reason, of an unknown rule, or that are unused."""
    for one in allowances:
        if one.rule not in RULES or not one.reason.strip():
            message = f"`{one.rule}` for `{one.path}` has no reason or names no rule"
            yield Finding("pyproject.toml", 1, "exception", "", message)
        elif not any(one.covers(finding) for finding in findings):
            message = f"`{one.rule}` for `{one.path}` is not needed any more"
            yield Finding("pyproject.toml", 1, "exception", "", message)


def main() -> int:
    """Check the project in the working directory or the one named; return 1 if anything is
    found.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", nargs="?", type=Path, default=Path(), help="the project's folder")
    root: Path = parser.parse_args().root
    findings = inspect_project(root, Settings.read(root / "pyproject.toml"))
    for finding in findings:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
