// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/usage.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <ostream>
#include <sstream>
#include <string_view>

#include "tools/telaio/cli_refusals.hpp"

namespace telaio::cli {
namespace {

constexpr std::size_t command_name_max = 24;

// ---- Help ----

// "UINT in [1 - 20000]": the bounds of a CLI::Range, which exist in this text only.
std::string range_of(const std::string& type) {
  const std::size_t open = type.find(" in [");
  const std::size_t middle = type.find(" - ", open);
  const std::size_t close = type.find(']', open);
  if (open == std::string::npos || middle == std::string::npos || close == std::string::npos) {
    return {};
  }
  return " (da " + type.substr(open + 5, middle - open - 5) + " a " +
         type.substr(middle + 3, close - middle - 3) + ")";
}

std::string italian_type(const std::string& type) {
  const std::string name = type.substr(0, type.find(':'));
  std::string italian = name;
  if (name == "TEXT") italian = "TESTO";
  if (name == "UINT" || name == "INT" || name == "FLOAT") italian = "NUMERO";
  return italian + range_of(type);
}

class ItalianFormatter : public CLI::Formatter {
 public:
  ItalianFormatter() {
    label("Usage", "Uso");
    label("OPTIONS", "OPZIONI");
    label("SUBCOMMAND", "COMANDO");
    label("Positionals", "Argomenti");
    column_width(32);
  }

  // Options stay in the group that CLI11 gives them: a subcommand's --help is made before it could
  // inherit another.
  std::string make_group(std::string group, bool is_positional,
                         std::vector<const CLI::Option*> options) const override {
    if (group == "Options") group = "Opzioni";
    return CLI::Formatter::make_group(std::move(group), is_positional, std::move(options));
  }

  std::string make_option_opts(const CLI::Option* option) const override {
    if (option->get_type_size() == 0) return {};  // A flag.
    const std::string type = italian_type(option->get_type_name());
    std::string text = type.empty() ? type : " " + type;
    if (option->get_expected_max() == CLI::detail::expected_max_vector_size)
      text += " ...";  // CLI11 counts bytes.
    if (!option->get_required()) return text;
    return text + (option->get_positional() ? " obbligatorio" : " obbligatoria");
  }

  std::string make_option_desc(const CLI::Option* option) const override {
    std::string text = option->get_description();
    const std::string initial = option->get_default_str();
    if (!initial.empty()) text += " (se manca: " + initial + ")";
    for (const CLI::Option* other : option->get_excludes()) {
      text += "; non insieme a " + other->get_name();
    }
    return text;
  }
};

// ---- Errors ----

// What stands before `mark`, or nothing.
std::string before(const std::string& text, std::string_view mark) {
  const std::size_t at = text.find(mark);
  return at == std::string::npos ? std::string() : text.substr(0, at);
}

std::string after(const std::string& text, std::string_view mark) {
  const std::size_t at = text.find(mark);
  return at == std::string::npos ? std::string() : text.substr(at + mark.size());
}

// The command that was being read: the last one that CLI11 entered.
const CLI::App& reached(const CLI::App& app) {
  const CLI::App* at = &app;
  for (auto entered = at->get_subcommands(); !entered.empty(); entered = at->get_subcommands()) {
    at = entered.back();
  }
  return *at;
}

std::string help_of(const CLI::App& app) {
  std::string command;
  for (const CLI::App* at = &reached(app); at != nullptr; at = at->get_parent()) {
    if (!at->get_name().empty()) command = at->get_name() + " " + command;
  }
  return command + "--help";
}

bool is_option(const std::string& word) {
  return word.size() > 1 && word.front() == '-';
}

// A word that can only have been meant as a command: a codice fiscale, a name or a path never is.
bool like_a_command(const std::string& word) {
  return word.size() <= command_name_max && std::ranges::all_of(word, [](char each) {
           return (each >= 'a' && each <= 'z') || each == '-';
         });
}

Refusal missing(const CLI::App& app, const std::string& message) {
  const auto name = before(message, " is required");
  if (name == "A subcommand") {
    const auto words = reached(app).remaining();
    const auto word = std::ranges::find_if(words, like_a_command);
    if (word == words.end()) return {refusals::command_missing, {}};
    return {refusals::command_unknown, {{"comando", *word}}};
  }
  if (name.empty() || name.find('[') != std::string::npos) {
    return {refusals::arguments_unreadable, {}};
  }
  if (is_option(name)) return {refusals::option_missing, {{"opzione", name}}};
  return {refusals::argument_missing, {{"argomento", name}}};
}

Refusal unexpected(const CLI::App& app) {
  for (const CLI::App* at = &reached(app); at != nullptr; at = at->get_parent()) {
    const auto words = at->remaining();
    const auto option = std::ranges::find_if(words, is_option);
    if (option == words.end()) continue;
    return {refusals::option_unknown, {{"opzione", option->substr(0, option->find('='))}}};
  }
  return {refusals::argument_unexpected, {}};
}

// "--port = abc" after "Could not convert: ", or "The value x is not an allowed value for --port".
Refusal unreadable_value(const std::string& message) {
  auto name = before(after(message, "Could not convert: "), " = ");
  if (name.empty()) name = after(message, "is not an allowed value for ");
  if (name.empty()) name = before(message, ": ");
  if (!is_option(name)) return {refusals::arguments_unreadable, {}};
  if (message.find("too many inputs") != std::string::npos) {
    return {refusals::value_unwanted, {{"opzione", name}}};
  }
  return {refusals::value_malformed, {{"opzione", name}}};
}

// "--families: Value 0 not in range 1 to 20000".
Refusal refused_value(const std::string& message) {
  const auto name = before(message, ": ");
  const auto range = after(message, " not in range ");
  if (name.empty()) return {refusals::arguments_unreadable, {}};
  if (range.empty()) return {refusals::value_refused, {{"opzione", name}}};
  return {
      refusals::value_out_of_range,
      {{"opzione", name}, {"minimo", before(range, " to ")}, {"massimo", after(range, " to ")}}};
}

Refusal wrong_number(const std::string& message) {
  auto name = before(message, ": ");
  if (name.empty()) name = before(message, " was given");
  if (name.empty()) name = before(after(message, "arguments to "), ", got");
  if (name.empty()) return {refusals::arguments_unreadable, {}};
  const bool repeated = message.find("At Most") != std::string::npos;
  const bool unwanted = message.find("disallowed flag override") != std::string::npos;
  std::string_view code = refusals::value_missing;
  if (repeated) code = refusals::value_repeated;
  if (unwanted) code = refusals::value_unwanted;
  return {code, {{"opzione", name}}};
}

Refusal two_options(std::string_view code, const std::string& message, std::string_view mark) {
  const auto first = before(message, mark);
  if (first.empty()) return {refusals::arguments_unreadable, {}};
  return {code, {{"opzione", first}, {"altra", after(message, mark)}}};
}

// By its code: the name of an ExtrasError is that of the command.
Refusal by_kind(const CLI::App& app, const CLI::ParseError& error) {
  const std::string message = error.what();
  switch (static_cast<CLI::ExitCodes>(error.get_exit_code())) {
    case CLI::ExitCodes::RequiredError:
      return missing(app, message);
    case CLI::ExitCodes::ExtrasError:
      return unexpected(app);
    case CLI::ExitCodes::ConversionError:
      return unreadable_value(message);
    case CLI::ExitCodes::ValidationError:
      return refused_value(message);
    case CLI::ExitCodes::ArgumentMismatch:
      return wrong_number(message);
    case CLI::ExitCodes::ExcludesError:
      return two_options(refusals::options_exclusive, message, " excludes ");
    case CLI::ExitCodes::RequiresError:
      return two_options(refusals::option_needs, message, " requires ");
    default:  // Settings files of CLI11, which we do not use, and mistakes of its own.
      return {refusals::arguments_unreadable, {}};
  }
}

}  // namespace

void speak_italian(CLI::App& app, const std::string& version) {
  app.formatter(std::make_shared<ItalianFormatter>());
  app.group("Comandi");
  app.set_help_flag("-h,--help", "Mostra questo aiuto");
  app.set_version_flag("--version", version, "Mostra la versione del programma");
}

void add_data(CLI::App& command, std::string& data) {
  command.add_option("--data", data, "Cartella dei dati")->type_name("CARTELLA")->required();
}

void add_lists(CLI::App& command, std::string& lists) {
  command.add_option("--lists", lists, "Cartella degli elenchi (se manca: config del programma)")
      ->type_name("CARTELLA");
}

void add_json(CLI::App& command, Cli& cli) {
  command.add_flag("--json", cli.json, "Risponde con un solo oggetto JSON");
}

Refusal usage_refusal(const CLI::App& app, const CLI::ParseError& error) {
  Refusal refusal = by_kind(app, error);
  refusal.values.push_back({"aiuto", help_of(app)});
  return refusal;
}

void end_parse(const CLI::App& app, const CLI::ParseError& error, Cli& cli) {
  if (error.get_exit_code() == 0) {
    app.exit(error, cli.out, cli.err);  // --help and --version: errors to CLI11 only.
    return;
  }
  fail(cli, ExitCode::usage, usage_refusal(app, error));
}

}  // namespace telaio::cli
