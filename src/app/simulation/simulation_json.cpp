// SPDX-License-Identifier: EUPL-1.2
#include "app/simulation/simulation_json.hpp"

#include <boost/json/array.hpp>

namespace telaio::app::simulation {
namespace {

namespace fees = domain::fees;
namespace json = boost::json;

void put(json::object& object, std::string_view name, const fees::ShownCount& count) {
  if (count) object[name] = *count;
}

void put(json::object& object, std::string_view name, const std::optional<Money>& money) {
  if (money) object[name] = to_string(*money);
}

// Of those whose service never became active, there is no Comune.
void put_comune(json::object& object, const Code& comune) {
  if (!comune.empty()) object["comune"] = comune.text();
}

// "1" is the lowest tenth; those without an ISEE are in none.
void put_decile(json::object& object, std::size_t place) {
  object["decile"] = place == fees::without_isee_place ? "none" : std::to_string(place + 1);
}

void put_row(json::object& object, const fees::ReportRow& row) {
  json::object effects;
  for (std::size_t i = 0; i < effect_names.size(); ++i) {
    put(effects, effect_names[i], row.effects[i]);
  }
  put(effects, "refused", row.refused);
  put(object, "persons", row.persons());
  put(object, "priced", row.priced);
  object["effects"] = std::move(effects);
  put(object, "before", row.before);
  put(object, "after", row.after);
  put(object, "monthly_change", row.monthly_change);
}

json::array by_comune(const fees::DraftReport& draft) {
  json::array rows;
  for (const auto& [comune, row] : draft.by_comune) {
    json::object object;
    put_comune(object, comune);
    put_row(object, row);
    rows.push_back(std::move(object));
  }
  return rows;
}

json::array by_decile(const fees::TrialReport& report, const fees::DraftReport& draft) {
  json::array rows;
  for (std::size_t i = 0; i < draft.by_decile.size(); ++i) {
    json::object object;
    put_decile(object, i);
    if (i < report.median_isee.size()) put(object, "median_isee", report.median_isee[i]);
    put_row(object, draft.by_decile[i]);
    rows.push_back(std::move(object));
  }
  return rows;
}

json::array by_comune_and_decile(const fees::DraftReport& draft) {
  json::array cells;
  for (const auto& [comune, row] : draft.by_comune_and_decile) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      json::object object;
      put_comune(object, comune);
      put_decile(object, i);
      put(object, "priced", row[i].priced);
      put(object, "monthly_change", row[i].monthly_change);
      cells.push_back(std::move(object));
    }
  }
  return cells;
}

json::array increases(const fees::DraftReport& draft) {
  json::array rows;
  for (std::size_t i = 0; i < draft.increases.size(); ++i) {
    json::object object;
    object["from"] = to_string(Money::from_cents(fees::increase_bounds[i]));
    put(object, "persons", draft.increases[i]);
    rows.push_back(std::move(object));
  }
  return rows;
}

}  // namespace

json::object to_json(const fees::TrialReport& report, std::size_t number) {
  const fees::DraftReport& draft = report.drafts[number];
  json::object object;
  put_row(object, draft.all);
  object["by_comune"] = by_comune(draft);
  object["by_decile"] = by_decile(report, draft);
  object["by_comune_and_decile"] = by_comune_and_decile(draft);
  object["increases"] = increases(draft);
  return object;
}

}  // namespace telaio::app::simulation
