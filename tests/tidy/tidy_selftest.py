#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Plants one fault of each kind in a small tree and expects tidy.py to find exactly that one."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TIDY = Path(__file__).with_name("tidy.py")
SPDX = "// SPDX-License-Identifier: EUPL-1.2\n"


class Planted(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)

    def tearDown(self):
        self.folder.cleanup()

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run_check(self, check, *more):
        return subprocess.run([sys.executable, TIDY, check, self.root, *more],
                              capture_output=True, text=True, check=False)

    def expect(self, check, words, *more):
        run = self.run_check(check, *more)
        self.assertEqual(run.returncode, 1, run.stdout)
        self.assertIn(words, run.stdout + run.stderr)

    def expect_clean(self, check, *more):
        run = self.run_check(check, *more)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)

    def test_an_include_that_points_up_is_found(self):
        self.write("src/domain/a.hpp", '#include "base/id.hpp"\n')
        self.expect_clean("include_directions")
        self.write("src/domain/b.hpp", '#include "log/event_log.hpp"\n')
        self.expect("include_directions", "domain must not include log/event_log.hpp")

    def test_a_library_in_the_domain_is_found(self):
        self.write("src/domain/a.hpp", "#include <boost/json.hpp>\n")
        self.expect("include_directions", "boost/json.hpp")

    def test_a_source_nobody_builds_is_found(self):
        self.write("src/base/a.cpp", SPDX)
        self.write("build/compile_commands.json", "[]")
        self.expect("listed_sources", "no target lists it", self.root / "build")

    def test_a_peer_that_its_program_does_not_list_is_found(self):
        self.write("tools/bench/peers_a.cpp", SPDX)
        self.write("tools/CMakeLists.txt", "bench/peers_a.cpp")
        self.write("build/compile_commands.json", "[]")
        self.expect_clean("listed_sources", self.root / "build")
        self.write("tools/bench/peers_b.cpp", SPDX)
        self.expect("listed_sources", "telaio-peers does not list it", self.root / "build")

    def test_a_header_that_leans_on_another_is_found(self):
        self.write("src/base/a.hpp", "inline std::string a;\n")
        self.write("build/compile_commands.json", "[]")
        self.expect("lone_headers", "does not compile alone", self.root / "build")

    def test_a_direct_question_for_the_time_is_found(self):
        self.write("src/base/clock.cpp", "std::chrono::system_clock::now();\n")
        self.expect_clean("clock_use")
        self.write("src/app/a.cpp", "auto t = std::chrono::system_clock::now();\n")
        self.expect("clock_use", "asks the system")

    def test_a_double_in_the_domain_is_found(self):
        self.write("src/domain/a.hpp", "int a;  // not a double\n")
        self.expect_clean("exact_domain")
        self.write("src/domain/b.hpp", "double fee;\n")
        self.expect("exact_domain", "double fee")

    def test_a_free_string_below_the_header_is_found(self):
        self.write("schemas/event.fbs", "union Fact { A }\nunion PrivateFact { P }\n"
                   "table P { name:string (id: 0); }\ntable A { b:B (id: 0); }\n"
                   "table B { n:int (id: 0); }\ntable Header { fact:Fact (id: 1); }\n")
        self.expect_clean("header_strings")
        self.write("schemas/more.fbs", "table B { note:string (id: 0); }\n")
        self.expect("header_strings", "B.note is a free string")

    def test_a_code_without_a_text_and_a_text_without_a_code_are_found(self):
        self.write("src/app/a_refusals.hpp", 'constexpr x = "case.closed";\n')
        self.write("config/texts/refusals.a.it.json", '{"case.closed": "Chiuso."}')
        self.expect_clean("refusal_texts")
        self.write("src/app/a_refusals.hpp", 'constexpr x = "case.gone";\n')
        self.expect("refusal_texts", "case.gone has no Italian text")
        self.expect("refusal_texts", "case.closed is nobody's code")

    def test_a_fault_without_a_text_and_a_text_without_a_fault_are_found(self):
        self.write("src/log/log_faults.hpp", 'constexpr x = "log.damaged";\n')
        self.write("config/texts/faults.it.json", '{"log.damaged": "Rotto."}')
        self.expect_clean("fault_texts")
        self.write("src/log/a.cpp", 'return Fault{"log.gone", detail};\n')
        self.expect("fault_texts", "log.gone has no Italian text")
        self.write("config/texts/faults.it.json", '{"log.gone": "Via.", "log.old": "Vecchio."}')
        self.expect("fault_texts", "log.old is nobody's code")

    def test_english_for_an_operator_is_found(self):
        self.write("tools/telaio/a.cpp", 'out << "Da --from a --to";  // not "the end"\n')
        self.expect_clean("operator_words")
        self.write("tools/telaio/a.cpp", 'out << "cannot read " << path;\n')
        self.expect("operator_words", "cannot read")
        self.write("tools/telaio/a.cpp", 'fail(cli, exit,\n     "Non si legge il file", "cli.file");\n')
        self.expect("operator_words", "a sentence beside its command: Non si legge il file")

    def test_an_event_without_golden_bytes_is_found(self):
        self.write("schemas/event.fbs", "union Fact { A }\nunion PrivateFact { P }\n")
        self.write("tests/golden/events/A.bin", "x")
        self.expect("golden_events", "no golden bytes of P")
        self.write("tests/golden/private/P.bin", "x")
        self.expect_clean("golden_events")

    def test_a_version_left_behind_is_found(self):
        self.write("CMakeLists.txt", "project(telaio VERSION 1.2.0 LANGUAGES CXX)\n")
        self.write("CHANGELOG.md", "# Novità\n\n## [1.2.0] – oggi\n\n## [1.1.0] – ieri\n")
        self.expect_clean("one_version")
        self.write("publiccode.yml", "softwareVersion: 1.1.0\n")
        self.expect("one_version", "says version 1.1.0, CMakeLists.txt says 1.2.0")

    def test_an_empty_tree_is_a_failure(self):
        for check in ("include_directions", "clock_use", "exact_domain", "refusal_texts", "fault_texts",
                      "operator_words", "one_version"):
            self.expect(check, "nothing to look at")


if __name__ == "__main__":
    unittest.main()
