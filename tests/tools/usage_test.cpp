// SPDX-License-Identifier: EUPL-1.2
// The command line speaks Italian: each kind of mistake that CLI11 finds, and its help.
#include "tools/telaio/usage.hpp"

#include <gmock/gmock.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

namespace telaio::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct Ran {
  ExitCode exit = ExitCode::success;
  std::string out;
  std::string err;
};

// "telaio prova --data … [--numero N] [--giorno G | --posizione P] [--vicino V --lontano L]
// [FILE]".
Ran run(std::vector<std::string> arguments) {
  std::ostringstream out;
  std::ostringstream err;
  Cli cli{out, err};
  CLI::App app("Telaio", "telaio");
  speak_italian(app, "1.2.3");
  app.require_subcommand(1);
  auto* command = app.add_subcommand("prova", "Una prova");
  std::string data;
  std::string day;
  std::string near;
  std::string far;
  std::string file;
  std::uint32_t number = 7;
  std::uint64_t position = 0;
  add_data(*command, data);
  add_json(*command, cli);
  command->add_option("--numero", number, "Un numero")
      ->check(CLI::Range(1U, 20U))
      ->capture_default_str();
  auto* day_option = command->add_option("--giorno", day, "Un giorno")->type_name("AAAA-MM-GG");
  command->add_option("--posizione", position, "Una posizione")->excludes(day_option);
  auto* near_option = command->add_option("--vicino", near, "Un posto");
  command->add_option("--lontano", far, "Un altro posto")->needs(near_option);
  command->add_option("FILE", file, "Un file")->type_name("")->required();
  command->footer("Esempio:\n  telaio prova --data var/prova file");
  std::reverse(arguments.begin(), arguments.end());
  try {
    app.parse(arguments);
  } catch (const CLI::ParseError& error) {
    end_parse(app, error, cli);
  }
  return {cli.exit, out.str(), err.str()};
}

std::string error_of(const std::vector<std::string>& arguments) {
  const Ran ran = run(arguments);
  EXPECT_EQ(ran.exit, ExitCode::usage);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(std::ranges::count(ran.err, '\n'), 1) << ran.err;
  return ran.err;
}

TEST(Usage, NamesWhatIsMissing) {
  EXPECT_EQ(error_of({}), "Manca il comando: l'elenco è in telaio --help. [cli.command_missing]\n");
  EXPECT_EQ(error_of({"prova", "f"}),
            "Manca l'opzione --data, che è obbligatoria: gli esempi sono in telaio prova --help. "
            "[cli.option_missing]\n");
  EXPECT_EQ(error_of({"prova", "--data", "d"}),
            "Manca l'argomento FILE, che è obbligatorio: gli esempi sono in telaio prova --help. "
            "[cli.argument_missing]\n");
  EXPECT_EQ(error_of({"prova", "f", "--data"}),
            "Dopo --data manca il valore: l'uso è in telaio prova --help. [cli.value_missing]\n");
}

TEST(Usage, NamesWhatItDoesNotKnow) {
  EXPECT_EQ(error_of({"prove"}),
            "Il comando «prove» non esiste: l'elenco è in telaio --help. [cli.command_unknown]\n");
  EXPECT_EQ(error_of({"prova", "f", "--data", "d", "--date=x"}),
            "L'opzione --date non esiste: quelle che esistono sono in telaio prova --help. "
            "[cli.option_unknown]\n");
}

// An argument of too much may be the name or the codice fiscale of a person.
TEST(Usage, NeverRepeatsAValue) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"prova", "f", "--data", "d", "RSSMRA80A01H501U"},
        std::vector<std::string>{"RSSMRA80A01H501U"},
        std::vector<std::string>{"prova", "f", "--data", "d", "--numero", "RSSMRA80A01H501U"},
        std::vector<std::string>{"prova", "f", "--data", "d", "--nome=RSSMRA80A01H501U"}}) {
    EXPECT_THAT(error_of(arguments), Not(HasSubstr("RSSMRA")));
  }
  EXPECT_THAT(error_of({"prova", "f", "--data", "d", "altro"}),
              HasSubstr("[cli.argument_unexpected]"));
}

TEST(Usage, SaysWhichValueIsWrong) {
  const auto with = [](std::vector<std::string> more) {
    std::vector<std::string> arguments{"prova", "f", "--data", "d"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return error_of(arguments);
  };
  EXPECT_EQ(with({"--numero", "21"}),
            "Il valore di --numero deve essere tra 1 e 20: l'uso è in telaio prova --help. "
            "[cli.value_out_of_range]\n");
  EXPECT_EQ(with({"--posizione", "abc"}),
            "Il valore di --posizione non si legge: serve un numero intero. L'uso è in telaio "
            "prova --help. [cli.value_malformed]\n");
  EXPECT_EQ(with({"--giorno", "a", "--giorno", "b"}),
            "L'opzione --giorno compare più di una volta: lasciala una volta sola. "
            "[cli.value_repeated]\n");
  EXPECT_THAT(with({"--json=mai"}), HasSubstr("--json"));
}

TEST(Usage, SaysWhichOptionsDoNotGoTogether) {
  EXPECT_EQ(error_of({"prova", "f", "--data", "d", "--posizione", "1", "--giorno", "g"}),
            "Le opzioni --giorno e --posizione non vanno insieme: lasciane una sola. "
            "[cli.options_exclusive]\n");
  EXPECT_EQ(error_of({"prova", "f", "--data", "d", "--lontano", "l"}),
            "L'opzione --lontano va usata insieme a --vicino: aggiungila. [cli.option_needs]\n");
}

// What no command of ours makes CLI11 throw, and sentences that a later version may change.
TEST(Usage, HasASentenceForEveryOtherError) {
  const CLI::App app("Telaio", "telaio");
  const auto code = [&](const CLI::ParseError& error) {
    return std::string(usage_refusal(app, error).code);
  };
  EXPECT_EQ(code(CLI::FileError::Missing("x")), "cli.arguments_unreadable");
  EXPECT_EQ(code(CLI::ConfigError::Extras("x")), "cli.arguments_unreadable");
  EXPECT_EQ(code(CLI::InvalidError("x")), "cli.arguments_unreadable");
  EXPECT_EQ(code(CLI::HorribleError("x")), "cli.arguments_unreadable");
  EXPECT_EQ(code(CLI::RequiredError::Option(1, 1, 0, "a,b")), "cli.arguments_unreadable");
  EXPECT_EQ(code(CLI::ConversionError("another sentence")), "cli.arguments_unreadable");
  EXPECT_EQ(code(CLI::ValidationError("another sentence")), "cli.arguments_unreadable");
  EXPECT_EQ(code(CLI::ValidationError("--n", "another sentence")), "cli.value_refused");
  EXPECT_EQ(code(CLI::ArgumentMismatch("another sentence")), "cli.arguments_unreadable");
  EXPECT_EQ(code(CLI::ArgumentMismatch("--n", 2, 1)), "cli.value_missing");
  EXPECT_EQ(code(CLI::ArgumentMismatch::FlagOverride("--n")), "cli.value_unwanted");
  EXPECT_EQ(code(CLI::ConversionError::TooManyInputsFlag("--n")), "cli.value_unwanted");
}

TEST(Usage, HelpIsItalianAndShowsUnitsDefaultsAndExamples) {
  const Ran ran = run({"prova", "--help"});
  EXPECT_EQ(ran.exit, ExitCode::success);
  EXPECT_EQ(ran.err, "");
  EXPECT_EQ(ran.out,
            "Una prova\n"
            "Uso: telaio prova [OPZIONI] FILE\n"
            "\n"
            "Argomenti:\n"
            "  FILE obbligatorio             Un file\n"
            "\n"
            "Opzioni:\n"
            "  -h,--help                     Mostra questo aiuto\n"
            "  --data CARTELLA obbligatoria  Cartella dei dati\n"
            "  --json                        Risponde con un solo oggetto JSON\n"
            "  --numero NUMERO (da 1 a 20)   Un numero (se manca: 7)\n"
            "  --giorno AAAA-MM-GG           Un giorno; non insieme a --posizione\n"
            "  --posizione NUMERO            Una posizione; non insieme a --giorno\n"
            "  --vicino TESTO                Un posto\n"
            "  --lontano TESTO               Un altro posto\n"
            "\n"
            "Esempio:\n  telaio prova --data var/prova file\n");
  const Ran whole = run({"--help"});
  EXPECT_THAT(whole.out, HasSubstr("Uso: telaio [OPZIONI] COMANDO"));
  EXPECT_THAT(whole.out, HasSubstr("\nComandi:\n  prova "));
  EXPECT_EQ(run({"--version"}).out, "1.2.3\n");
}

}  // namespace
}  // namespace telaio::cli
