// SPDX-License-Identifier: EUPL-1.2
#include "http/handlers/uniformity_document.hpp"

#include "domain/fees/curve.hpp"
#include "domain/fees/tariff_shape.hpp"
#include "http/wording.hpp"

namespace telaio::http::handlers {

namespace {

namespace fees = domain::fees;

std::string comune_name(const Site& site, const Code& comune) {
  return site.deps.catalogue.comune_name(comune);
}

// The Comuni that have a rule, in the order of the compared regulations.
std::vector<Code> compared_comuni(const std::vector<ComuneRule>& rules) {
  std::vector<Code> comuni;
  for (const ComuneRule& rule : rules) {
    if (rule.regulation) comuni.push_back(rule.comune);
  }
  return comuni;
}

boost::json::object amount_document(const fees::Fraction& exact) {
  boost::json::object body;
  const auto rounded = fees::round_to_step(exact, fees::RoundingMode::half_up, fees::one_cent);
  if (rounded) body["amount"] = to_string(*rounded);
  body["exact"] = to_string(exact);
  return body;
}

boost::json::object share_document(const fees::Fraction& exact) {
  boost::json::object body;
  body["share"] = fees::share_text(exact);
  body["exact"] = to_string(exact);
  return body;
}

boost::json::object worst_document(const fees::Uniformity& measures,
                                   const std::vector<Code>& comuni) {
  const fees::WorstSpread& worst = *measures.worst;
  boost::json::object body;
  body["amount"] = to_string(worst.amount);
  if (worst.isee) body["isee"] = to_string(*worst.isee);
  body["highest"] = comuni[worst.highest].text();
  body["lowest"] = comuni[worst.lowest].text();
  for (const fees::UniformityPoint& point : measures.points) {
    if (point.isee != worst.isee) continue;
    body["highest_fee"] = to_string(*point.fees[worst.highest]);
    body["lowest_fee"] = to_string(*point.fees[worst.lowest]);
  }
  return body;
}

boost::json::object said_document(const fees::Said& said) {
  boost::json::object body;
  body["code"] = said.code;
  boost::json::array values;
  for (const auto& [name, value] : said.values) {
    values.push_back(boost::json::object{{"name", name}, {"value", value}});
  }
  body["values"] = std::move(values);
  return body;
}

boost::json::array structure_document(const std::vector<fees::StructureRow>& structure) {
  boost::json::array rows;
  for (const fees::StructureRow& each : structure) {
    boost::json::object row;
    row["dimension"] = fees::name_of(each.dimension);
    row["equal"] = each.equal;
    boost::json::array said;
    for (const fees::Said& one : each.said) said.push_back(said_document(one));
    row["said"] = std::move(said);
    rows.push_back(std::move(row));
  }
  return rows;
}

boost::json::array points_document(const fees::Uniformity& measures,
                                   const std::vector<Code>& comuni) {
  boost::json::array points;
  for (const fees::UniformityPoint& each : measures.points) {
    boost::json::object point;
    if (each.isee) point["isee"] = to_string(*each.isee);
    boost::json::array amounts;
    for (std::size_t i = 0; i < each.fees.size(); ++i) {
      if (!each.fees[i]) continue;  // Not accessible there, or the text does not say.
      amounts.push_back(
          boost::json::object{{"comune", comuni[i].text()}, {"amount", to_string(*each.fees[i])}});
    }
    point["fees"] = std::move(amounts);
    if (each.spread) point["spread"] = to_string(*each.spread);
    points.push_back(std::move(point));
  }
  return points;
}

boost::json::object knot_document(const fees::Regulation& regulation, const fees::Knot& knot) {
  boost::json::object body;
  body["isee"] = to_string(knot.isee);
  body["fee"] = to_string(fees::shown_fee(regulation, knot.fee).value_or(Money()));
  return body;
}

}  // namespace

boost::json::array comuni_document(const Site& site, const std::vector<ComuneRule>& rules) {
  boost::json::array comuni;
  for (const ComuneRule& rule : rules) {
    boost::json::object row;
    row["comune"] = rule.comune.text();
    row["name"] = comune_name(site, rule.comune);
    if (rule.regulation) {
      const auto& version = *rule.version;
      boost::json::object source;
      source["regulation_id"] = to_string(version.regulation);
      source["slug"] = version.slug;
      source["authority"] = version.authority;
      source["act"] = version.act;
      source["valid_from"] = to_string(version.valid_from);
      if (version.ended_on) source["valid_to"] = to_string(*version.ended_on);
      if (!rule.regulation->source_url.empty()) source["source_url"] = rule.regulation->source_url;
      if (!rule.regulation->signed_reading.empty()) {
        source["signed_reading"] = rule.regulation->signed_reading;
      }
      row["tariff"] = std::move(source);
      row["whole_ambito"] = version.comune.empty();
      row["position"] = version.position;
    }
    comuni.push_back(std::move(row));
  }
  return comuni;
}

boost::json::object figures_document(const fees::Uniformity& measures) {
  boost::json::object body;
  if (measures.worst) body["d_max"] = to_string(measures.worst->amount);
  if (measures.mean) body["d_mean"] = amount_document(*measures.mean);
  if (measures.same) body["same"] = share_document(*measures.same);
  if (measures.access) body["access"] = share_document(*measures.access);
  if (measures.u) body["u"] = share_document(*measures.u);
  return body;
}

void put_comparison(const Site& site, const std::vector<ComuneRule>& rules,
                    const fees::Comparison& comparison, boost::json::object& body) {
  const std::vector<Code> comuni = compared_comuni(rules);
  boost::json::array compared;
  for (const Code& comune : comuni) compared.push_back(boost::json::value(comune.text()));
  body["compared"] = std::move(compared);
  body["max_isee"] = to_string(comparison.request.isee_max);
  body["step"] = to_string(comparison.request.grid_step);
  body["structure"] = structure_document(comparison.structure);
  body["different"] = comparison.different;
  body["adopters"] = comparison.adopters;
  if (comparison.why_not) {
    boost::json::object why;
    why["code"] = comparison.why_not->code;
    why["detail"] = site.texts.sentence(*comparison.why_not);
    body["why_not"] = std::move(why);
    return;
  }
  body["measures"] = figures_document(*comparison.measures);
  if (comparison.measures->worst) body["worst"] = worst_document(*comparison.measures, comuni);
  if (comparison.cause) body["cause"] = fees::name_of(*comparison.cause);
  body["points"] = points_document(*comparison.measures, comuni);
}

boost::json::object curve_document(const fees::Regulation& regulation, Money isee_max,
                                   std::string id, std::string name, bool published) {
  boost::json::object body;
  body["id"] = std::move(id);
  body["name"] = std::move(name);
  body["published"] = published;
  boost::json::array pieces;
  for (const fees::CurvePiece& piece : fees::curve(regulation, isee_max)) {
    boost::json::object one;
    one["from"] = knot_document(regulation, piece.first);
    one["to"] = knot_document(regulation, piece.last);
    pieces.push_back(std::move(one));
  }
  body["pieces"] = std::move(pieces);
  return body;
}

}  // namespace telaio::http::handlers
