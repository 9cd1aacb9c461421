#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Checks of the source tree that no compiler makes. Each is a test of its own in ctest.

usage: tidy.py CHECK ROOT [BUILD]

A check prints what it found, one finding a line, and exits 1; it also exits 1 when it found nothing
to look at, so that it cannot pass without its subject.
"""
import json
import os
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# Lines of docs/architecture.md: what each module may include besides itself.
MAY_INCLUDE = {
    "base": set(),
    "crypto": {"base"},
    "schemas": {"base"},
    "domain": {"base", "schemas"},
    "log": {"base", "crypto", "schemas"},
    "vault": {"base", "crypto", "schemas"},
    "inps": {"base", "crypto", "schemas"},
    "witness": {"base", "crypto", "log"},
    "app": {"base", "crypto", "schemas", "domain", "log", "vault"},
    "view": {"base", "crypto", "schemas", "domain", "log", "vault"},
    "paper": {"base"},
    "projections": {"base", "schemas", "domain", "view"},
    "http": {"base", "crypto", "schemas", "domain", "log", "vault", "inps", "app", "view", "paper",
             "projections"},
    "tools": {"base", "crypto", "schemas", "domain", "log", "vault", "app", "view", "paper", "projections"},
    "server": {"base", "crypto", "schemas", "domain", "log", "vault", "inps", "witness", "app", "view",
               "projections", "http", "tools"},
}
MODULES_UNDER_SRC = {"base", "crypto", "domain", "log", "vault", "inps", "witness", "app", "view", "paper", "http",
                     "server"}
# Third-party headers that domain may use: formatting of values, and generated readers.
DOMAIN_THIRD_PARTY = ("fmt/", "flatbuffers/")
# Public texts a header may hold (class P0): docs/adr/0001-personal-data.md.
PUBLIC_STRINGS = "schemas/public_strings.txt"
# Where operators' words are made, and words that betray an English sentence among them.
OPERATORS_READ = ("tools/telaio", "tools/bench", "src/server")
# It reads the English of CLI11 to say the same in Italian; tests/tools/usage_test.cpp sees what it says.
READS_ENGLISH = {"tools/telaio/usage.cpp"}
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
ENGLISH = re.compile(r"(?<![\w-])(the|is|are|was|be|not|cannot|could|must|of|with|without|and|or|give|"
                     r"failed|unknown|from|stopped|wrong|at|to|by|for|this|that|print)(?![\w-])", re.I)
CPP_FOLDERS = ("src", "schemas", "projections", "tools", "tests")


def cpp_files(root, folders=CPP_FOLDERS, endings=(".cpp", ".hpp")):
    for folder in folders:
        base = root / folder
        if not base.exists():
            continue
        for path in sorted(base.rglob("*")):
            parts = path.relative_to(root).parts
            if "node_modules" in parts or "web" in parts[:2]:
                continue
            if path.suffix in endings and path.is_file():
                yield path


def module_of(root, path):
    parts = path.relative_to(root).parts
    if parts[0] == "src":
        return parts[1]
    return parts[0]


def includes(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
        if found:
            yield number, found.group(1), line


def included_module(name):
    first = name.split("/")[0]
    if first in MODULES_UNDER_SRC or first in ("schemas", "projections", "tools"):
        return first
    return None


def include_directions(root, _build):
    looked = 0
    findings = []
    for path in cpp_files(root, ("src", "schemas", "projections", "tools")):
        module = module_of(root, path)
        allowed = MAY_INCLUDE.get(module)
        if allowed is None:
            findings.append(f"{path}: module {module} is not in the list of layers")
            continue
        for number, name, _line in includes(path):
            looked += 1
            other = included_module(name)
            if other and other != module and other not in allowed:
                findings.append(f"{path}:{number}: {module} must not include {name}")
            third_party = "/" in name and other is None
            if module == "domain" and third_party and not name.startswith(DOMAIN_THIRD_PARTY):
                findings.append(f"{path}:{number}: domain links nothing but base and schemas: {name}")
    return looked, findings


def listed_sources(root, build):
    """Every .cpp is built, every header is reached from a .cpp."""
    commands = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    built = {Path(command["file"]).resolve() for command in commands}
    findings = []
    looked = 0
    for path in cpp_files(root, endings=(".cpp",)):
        looked += 1
        if "fuzz" in path.name and path.name.endswith("_fuzz.cpp"):
            lists = "".join(p.read_text() for p in path.parent.glob("CMakeLists.txt"))
            if path.name not in lists:
                findings.append(f"{path}: no fuzz target lists it")
            continue
        if path.name.startswith("peers_"):  # Built with TELAIO_BENCH_PEERS alone.
            lists = "".join(p.read_text() for p in path.parent.parent.glob("CMakeLists.txt"))
            if path.name not in lists:
                findings.append(f"{path}: telaio-peers does not list it")
            continue
        if path.resolve() not in built:
            findings.append(f"{path}: no target lists it")
    return looked, findings


def lone_headers(root, build):
    """Each header compiles on its own."""
    commands = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    flags = {}
    for command in commands:
        words = shlex.split(command["command"])
        for word in words:
            if word.startswith(("-I", "-D")):
                flags[word] = None
        for i, word in enumerate(words):
            if word == "-isystem":
                flags["-isystem" + words[i + 1]] = None
    headers = list(cpp_files(root, endings=(".hpp",)))

    def compile_alone(path):
        run = subprocess.run(
            ["clang++-19", "-std=c++20", "-fsyntax-only", "-Wno-pragma-once-outside-header",
             f"-I{root}", *flags, "-x", "c++", str(path)],
            capture_output=True, text=True, check=False)
        first = [line for line in run.stderr.splitlines() if "error:" in line][:1]
        return [f"{path}: does not compile alone: {first[0] if first else run.stderr[:200]}"] \
            if run.returncode else []

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        findings = [finding for found in pool.map(compile_alone, headers) for finding in found]
    return len(headers), findings


def without_comments(text):
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return re.sub(r"//[^\n]*", "", text)


def clock_use(root, _build):
    """Time is a parameter: one file asks the system for it."""
    pattern = re.compile(r"(system_clock|steady_clock|high_resolution_clock)\s*::\s*now"
                         r"|\bgettimeofday\b|\bclock_gettime\b|\bstd::time\s*\(|[^_\w.>]time\s*\(\s*(nullptr|0|NULL)")
    findings = []
    looked = 0
    for path in cpp_files(root):
        looked += 1
        if path == root / "src/base/clock.cpp":
            continue
        for number, line in enumerate(without_comments(path.read_text(encoding="utf-8")).splitlines(), 1):
            if pattern.search(line):
                findings.append(f"{path}:{number}: asks the system for the time: {line.strip()}")
    return looked, findings


def exact_domain(root, _build):
    """No binary floating point where money and thresholds are computed."""
    findings = []
    looked = 0
    for path in cpp_files(root, ("src/domain",)):
        looked += 1
        for number, line in enumerate(without_comments(path.read_text(encoding="utf-8")).splitlines(), 1):
            if re.search(r"\b(double|float|long double)\b", line):
                findings.append(f"{path}:{number}: {line.strip()}")
    return looked, findings


def schema_tables(root):
    text = "\n".join(without_comments(p.read_text(encoding="utf-8"))
                     for p in sorted((root / "schemas").glob("*.fbs")))
    tables = dict(re.findall(r"\b(?:table|struct)\s+(\w+)[^{]*\{(.*?)\}", text, flags=re.S))
    unions = {name: [m.strip() for m in body.split(",") if m.strip()]
              for name, body in re.findall(r"\bunion\s+(\w+)\s*\{(.*?)\}", text, flags=re.S)}
    return tables, unions


def header_strings(root, _build):
    """No free string reaches a header: not in it, nor in any fact or table below one."""
    tables, unions = schema_tables(root)
    public = root / PUBLIC_STRINGS
    allowed = set(public.read_text(encoding="utf-8").split()) if public.exists() else set()
    findings = []
    pending = ["Header"]
    seen = set()
    while pending:
        table = pending.pop()
        if table in seen or table not in tables:
            continue
        seen.add(table)
        for name, kind in re.findall(r"(\w+)\s*:\s*\[?(\w+)", tables[table]):
            if name == "id" or kind.isdigit():
                continue
            if kind == "string" and f"{table}.{name}" not in allowed:
                findings.append(f"schemas: {table}.{name} is a free string in a header")
            pending.extend(unions.get(kind, [kind]))
    return len(seen), findings


def refusal_texts(root, _build):
    """Every refusal code has an Italian text, and every text a code."""
    texts = {}
    for path in sorted((root / "config/texts").glob("refusals.*.it.json")):
        texts.update(json.loads(path.read_text(encoding="utf-8")))
    codes = {}
    for path in cpp_files(root, ("src", "projections", "tools"), (".hpp",)):
        if not path.name.endswith("_refusals.hpp"):
            continue
        for code in re.findall(r'=\s*"([a-z0-9_]+\.[a-z0-9_.]+)"', path.read_text(encoding="utf-8")):
            codes[code] = path
    findings = [f"{path}: {code} has no Italian text" for code, path in codes.items()
                if not texts.get(code, "").strip()]
    findings += [f"config/texts: {code} is nobody's code" for code in texts if code not in codes]
    return len(codes), findings


def fault_codes(root):
    """The constants of every *_faults.hpp, and the codes written where a fault is made."""
    codes = {}
    for path in cpp_files(root, ("src", "projections", "tools")):
        text = without_comments(path.read_text(encoding="utf-8"))
        found = re.findall(r'\bFault\s*\{\s*"([a-z0-9_]+\.[a-z0-9_.]+)"', text)
        if path.name.endswith("_faults.hpp"):
            found += re.findall(r'=\s*"([a-z0-9_]+\.[a-z0-9_.]+)"', text)
        codes.update((code, path) for code in found)
    return codes


def fault_texts(root, _build):
    """Every fault code has an Italian text, and every text a code."""
    texts = {}
    for path in sorted((root / "config/texts").glob("*.it.json")):
        if path.name == "faults.it.json" or path.name.startswith("refusals."):
            texts.update(json.loads(path.read_text(encoding="utf-8")))
    codes = fault_codes(root)
    findings = [f"{path}: {code} has no Italian text" for code, path in codes.items()
                if not texts.get(code, "").strip()]
    # A code may be put together where it is made: "vault." and the name of what failed.
    literals = set()
    for path in cpp_files(root, ("src", "projections", "tools")):
        literals.update(LITERAL.findall(path.read_text(encoding="utf-8")))
    faults = root / "config/texts/faults.it.json"
    for code in json.loads(faults.read_text(encoding="utf-8")) if faults.exists() else ():
        if code not in literals and code.split(".", 1)[1] not in literals:
            findings.append(f"config/texts: {code} is nobody's code")
    return len(codes), findings


def operator_words(root, _build):
    """What operators read is Italian: no English sentence in a literal of the commands and the
    service, and no sentence at all where a command says no (its code has one in config/texts)."""
    findings = []
    looked = 0
    for path in cpp_files(root, OPERATORS_READ):
        if str(path.relative_to(root)) in READS_ENGLISH:
            continue
        text = re.sub(r"\s*#\s*include[^\n]*", "", without_comments(path.read_text(encoding="utf-8")))
        for literal in LITERAL.findall(text):
            looked += 1
            if " " in literal and ENGLISH.search(literal):
                findings.append(f"{path}: English for an operator: {literal}")
        for call in re.findall(r"\bfail\s*\([^;]*;", text):
            for literal in LITERAL.findall(call):
                if " " in literal and "Fault{" not in call:
                    findings.append(f"{path}: a sentence beside its command: {literal}")
    return looked, findings


def golden_events(root, _build):
    """Every fact and private table has its golden bytes."""
    _tables, unions = schema_tables(root)
    files = {p.stem.removeprefix("private.") for p in (root / "tests/golden").rglob("*.bin")}
    wanted = unions.get("Fact", []) + unions.get("PrivateFact", [])
    findings = [f"tests/golden: no golden bytes of {name}" for name in wanted if name not in files]
    return len(wanted), findings


def licence_lines(root, _build):
    findings = []
    looked = 0
    for path in cpp_files(root):
        looked += 1
        if "SPDX-License-Identifier: EUPL-1.2" not in path.read_text(encoding="utf-8")[:200]:
            findings.append(f"{path}: no licence line")
    return looked, findings


def formatted(root, _build):
    files = [str(path) for path in cpp_files(root)]
    run = subprocess.run(["clang-format-19", "--dry-run", "-Werror", *files],
                         capture_output=True, text=True, check=False)
    findings = sorted({line.split(":")[0] + ": not formatted"
                       for line in run.stderr.splitlines() if "error:" in line})
    return len(files), findings


# Where the version stands; the program says that of CMakeLists.txt (telaio --version).
VERSIONS = {
    "CMakeLists.txt": r"project\(telaio VERSION ([0-9.]+)",
    "CHANGELOG.md": r"^## \[([0-9.]+)\]",  # The newest one stands first.
    "publiccode.yml": r"^softwareVersion: ([0-9.]+)",
    "src/http/openapi.json": r'"version": "([0-9.]+)"',
    "src/web/package.json": r'^  "version": "([0-9.]+)"',
    "src/web/package-lock.json": r'^  "version": "([0-9.]+)"',
    "tests/e2e/package.json": r'^  "version": "([0-9.]+)"',
    "tests/e2e/package-lock.json": r'^  "version": "([0-9.]+)"',
}


def one_version(root, _build):
    findings = []
    looked = 0
    wanted = None
    for name, pattern in VERSIONS.items():
        path = root / name
        if not path.exists():
            continue
        looked += 1
        found = re.search(pattern, path.read_text(encoding="utf-8"), re.MULTILINE)
        version = found.group(1) if found else None
        wanted = wanted or version
        if version is None or version != wanted:
            findings.append(f"{path}: says version {version}, CMakeLists.txt says {wanted}")
    return looked, findings


CHECKS = {check.__name__: check for check in (
    include_directions, listed_sources, lone_headers, clock_use, exact_domain, header_strings,
    refusal_texts, fault_texts, operator_words, golden_events, licence_lines, formatted,
    one_version)}


def main():
    if len(sys.argv) not in (3, 4) or sys.argv[1] not in CHECKS:
        sys.exit(__doc__)
    root = Path(sys.argv[2]).resolve()
    build = Path(sys.argv[3]).resolve() if len(sys.argv) == 4 else None
    looked, findings = CHECKS[sys.argv[1]](root, build)
    for finding in findings:
        print(finding.replace(str(root) + "/", ""))
    print(f"{sys.argv[1]}: looked at {looked}, {len(findings)} findings")
    if looked == 0:
        sys.exit("nothing to look at")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
