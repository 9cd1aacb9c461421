// SPDX-License-Identifier: EUPL-1.2
#include "app/access/criteria_json.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <span>
#include <utility>

#include "domain/fees/amount.hpp"

namespace telaio::app::access {
namespace {

namespace json = boost::json;
using domain::access::Gate;
using domain::access::GateKind;
using domain::access::Severity;
using domain::access::Tie;
using domain::access::TieRule;

constexpr std::size_t shown_text_max = 60;
constexpr std::int64_t years_max = 130;

std::string shown(const json::value* value) {
  if (value == nullptr) return "(missing)";
  std::string text = json::serialize(*value).substr(0, shown_text_max);
  std::replace_if(text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

template <class Enum>
using Names = std::span<const std::pair<std::string_view, Enum>>;

constexpr std::array<std::pair<std::string_view, GateKind>, 6> gate_names{
    {{"residence", GateKind::residence},
     {"age_min", GateKind::age_min},
     {"age_max", GateKind::age_max},
     {"isee_max", GateKind::isee_max},
     {"condition", GateKind::condition},
     {"no_annotations", GateKind::no_annotations}}};
constexpr std::array<std::pair<std::string_view, TieRule>, 5> tie_names{
    {{"isee_within", TieRule::isee_within},
     {"item_higher", TieRule::item_higher},
     {"isee_lower", TieRule::isee_lower},
     {"older", TieRule::older},
     {"younger", TieRule::younger}}};

// The document being read. Every reader takes the pointer to name when it fails.
class Document {
 public:
  explicit Document(LoadedCriteria& loaded) : loaded_(loaded) {}

  void cannot_read(const std::string& pointer, const json::value* value) {
    loaded_.unreadable.push_back(
        {Severity::error, domain::access::finding_unreadable, pointer, {{"testo", shown(value)}}});
  }

  std::string text(const json::object& object, std::string_view key, const std::string& pointer,
                   bool required) {
    const json::value* value = object.if_contains(key);
    if ((value == nullptr || value->is_null()) && !required) return {};
    const json::string* found = value == nullptr ? nullptr : value->if_string();
    if (found == nullptr || found->empty()) {
      cannot_read(pointer + "/" + std::string(key), value);
      return {};
    }
    return std::string(*found);
  }

  Code code(const json::object& object, std::string_view key, const std::string& pointer,
            bool required) {
    const std::string found = text(object, key, pointer, required);
    const auto code = Code::parse(found);
    if (!code) cannot_read(pointer + "/" + std::string(key), object.if_contains(key));
    return code.value_or(Code());
  }

  // Nothing when missing or null.
  std::optional<Money> amount(const json::object& object, std::string_view key,
                              const std::string& pointer) {
    const json::value* value = object.if_contains(key);
    if (value == nullptr || value->is_null()) return std::nullopt;
    const json::string* found = value->if_string();
    if (found != nullptr) {
      if (const auto money = domain::fees::parse_amount(*found)) return *money;
    }
    cannot_read(pointer + "/" + std::string(key), value);
    return std::nullopt;
  }

  // A rule whose amount is not there must not become the one of 0.00.
  Money required_amount(const json::object& object, std::string_view key,
                        const std::string& pointer) {
    const json::value* value = object.if_contains(key);
    if (value == nullptr || value->is_null()) cannot_read(pointer + "/" + std::string(key), value);
    return amount(object, key, pointer).value_or(Money());
  }

  std::int64_t years(const json::object& object, const std::string& pointer) {
    const json::value* value = object.if_contains("years");
    const std::int64_t* found = value == nullptr ? nullptr : value->if_int64();
    if (found != nullptr && *found >= 0 && *found <= years_max) return *found;
    cannot_read(pointer + "/years", value);
    return 0;
  }

  std::optional<Date> date(const json::object& object, std::string_view key) {
    const std::string found = text(object, key, "", false);
    if (found.empty()) return std::nullopt;
    const auto parsed = parse_date(found);
    if (!parsed) cannot_read("/" + std::string(key), object.if_contains(key));
    return parsed;
  }

  template <class Enum>
  Enum named(const json::object& object, std::string_view key, const std::string& pointer,
             Names<Enum> names) {
    const std::string found = text(object, key, pointer, true);
    for (const auto& [name, value] : names) {
      if (name == found) return value;
    }
    if (!found.empty()) cannot_read(pointer + "/" + std::string(key), object.if_contains(key));
    return Enum::unknown;
  }

  // Calls `each(object, pointer)` for the elements of a list; a missing list has none.
  template <class Each>
  void list(const json::object& root, std::string_view key, const Each& each) {
    const json::value* value = root.if_contains(key);
    if (value == nullptr || value->is_null()) return;
    const std::string pointer = "/" + std::string(key);
    const json::array* elements = value->if_array();
    if (elements == nullptr || elements->size() > domain::access::criteria_entries_max) {
      return cannot_read(pointer, value);
    }
    for (std::size_t i = 0; i < elements->size(); ++i) {
      each((*elements)[i], pointer + "/" + std::to_string(i));
    }
  }

  template <class Each>
  void objects(const json::object& root, std::string_view key, const Each& each) {
    list(root, key, [&](const json::value& value, const std::string& pointer) {
      const json::object* object = value.if_object();
      if (object == nullptr) return cannot_read(pointer, &value);
      each(*object, pointer);
    });
  }

  // A list of texts, each handed on as it is.
  template <class Each>
  void texts(const json::object& root, std::string_view key, const Each& each) {
    list(root, key, [&](const json::value& value, const std::string& pointer) {
      const json::string* found = value.if_string();
      if (found == nullptr || !each(std::string(*found))) cannot_read(pointer, &value);
    });
  }

 private:
  LoadedCriteria& loaded_;
};

Gate read_gate(Document& document, const json::object& object, const std::string& pointer) {
  Gate gate;
  gate.kind = document.named<GateKind>(object, "kind", pointer, gate_names);
  switch (gate.kind) {
    case GateKind::age_min:
    case GateKind::age_max:
      gate.value = document.years(object, pointer);
      break;
    case GateKind::isee_max: {
      gate.value = document.required_amount(object, "amount", pointer).cents();
      gate.condition = document.code(object, "group", pointer, false);
      break;
    }
    case GateKind::condition:
      gate.condition = document.code(object, "condition", pointer, true);
      break;
    case GateKind::unknown:
    case GateKind::residence:
    case GateKind::no_annotations:
      break;
  }
  return gate;
}

Tie read_tie(Document& document, const json::object& object, const std::string& pointer) {
  Tie tie;
  tie.rule = document.named<TieRule>(object, "rule", pointer, tie_names);
  if (tie.rule == TieRule::item_higher) tie.item = document.code(object, "item", pointer, true);
  if (tie.rule == TieRule::isee_within) {
    tie.isee_max = document.required_amount(object, "amount", pointer);
  }
  return tie;
}

void read_rules(Document& document, const json::object& root, LoadedCriteria& loaded) {
  auto& criteria = loaded.criteria;
  document.objects(root, "gates", [&](const json::object& object, const std::string& pointer) {
    criteria.gates.push_back(read_gate(document, object, pointer));
  });
  document.texts(root, "classes", [&](const std::string& text) {
    const auto code = Code::parse(text);
    if (code) criteria.classes.push_back(*code);
    return code.has_value();
  });
  document.objects(root, "items", [&](const json::object& object, const std::string& pointer) {
    domain::access::Item item;
    item.item = document.code(object, "item", pointer, true);
    // Points have two decimals, as amounts do.
    const auto points = document.amount(object, "points_max", pointer);
    if (points && points->cents() > domain::access::item_points_max) {
      document.cannot_read(pointer + "/points_max", object.if_contains("points_max"));
    } else if (points) {
      item.points_max = static_cast<std::uint32_t>(points->cents());
    }
    criteria.items.push_back(item);
  });
  document.objects(root, "ties", [&](const json::object& object, const std::string& pointer) {
    criteria.ties.push_back(read_tie(document, object, pointer));
  });
}

Refusal unreadable_file(std::string detail) {
  return {file_unreadable, {{"dettaglio", std::move(detail)}}};
}

}  // namespace

Result<LoadedCriteria, Refusal> load(std::string_view text) {
  if (text.size() > file_bytes_max) return unreadable_file("too large");
  boost::system::error_code error;
  const json::value parsed = json::parse({text.data(), text.size()}, error);
  if (error) return unreadable_file("not JSON: " + error.message());
  const json::object* root = parsed.if_object();
  if (root == nullptr) return unreadable_file("not an object");

  LoadedCriteria loaded;
  Document document(loaded);
  auto& criteria = loaded.criteria;
  criteria.slug = document.text(*root, "id", "", true);
  loaded.title = document.text(*root, "title", "", false);
  criteria.act = document.text(*root, "act", "", true);
  if (const json::value* source = root->if_contains("source"); source && source->is_object()) {
    criteria.source_url = document.text(source->get_object(), "url", "/source", false);
  }
  criteria.valid_from = document.date(*root, "valid_from");
  criteria.valid_to = document.date(*root, "valid_to");
  document.texts(*root, "incomplete", [&](const std::string& sentence) {
    loaded.incomplete.push_back(sentence);
    return true;
  });
  read_rules(document, *root, loaded);
  return loaded;
}

std::vector<domain::access::Finding> findings_of(const LoadedCriteria& loaded) {
  auto findings = loaded.unreadable;
  for (std::size_t i = 0; i < loaded.incomplete.size(); ++i) {
    findings.push_back({Severity::warning,
                        domain::access::finding_incomplete,
                        "/incomplete/" + std::to_string(i),
                        {{"testo", loaded.incomplete[i]}}});
  }
  const auto found = domain::access::check(loaded.criteria);
  findings.insert(findings.end(), found.begin(), found.end());
  return findings;
}

}  // namespace telaio::app::access
