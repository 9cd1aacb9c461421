// SPDX-License-Identifier: EUPL-1.2
#include "tools/generator/tariffs.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <memory>

#include "app/regulations/regulation_event.hpp"
#include "app/regulations/regulation_json.hpp"
#include "base/zone.hpp"
#include "crypto/digest.hpp"
#include "tools/generator/calendar.hpp"
#include "tools/generator/read_text.hpp"

namespace telaio::generator {
namespace {

namespace json = boost::json;

// How long a replaced tariff holds at least.
constexpr std::int32_t replaced_after_days = 270;
// Published so long before it is in force.
constexpr std::int32_t published_ahead_days = 40;

// What the demonstration takes its tariffs from.
struct Source {
  json::value plan;
  std::string text;  // As received.
  std::vector<app::regulations::LoadedRegulation> tariffs;

  const domain::fees::Regulation& tariff(std::string_view slug) const {
    const auto found = std::ranges::find_if(
        tariffs, [&](const auto& each) { return each.regulation.slug == slug; });
    if (found == tariffs.end()) throw std::runtime_error("demo: no tariff " + std::string(slug));
    return found->regulation;
  }
};

Source read_source(const std::filesystem::path& config) {
  Source source;
  source.plan = json::parse(read_text(config / "demo/ambito.json"));
  source.text = read_text(config / "regulations/published.json");
  auto loaded = app::regulations::load(source.text);
  if (!loaded) throw std::runtime_error("demo: " + std::string(loaded.error().code));
  source.tariffs = std::move(loaded->regulations);
  return source;
}

// Gives the named cent to the segment that begins just above it, as the signed reading says.
void close_hole(domain::fees::Regulation& regulation, Money at) {
  for (auto& segment : regulation.segments) {
    if (segment.from == at && !segment.from_inclusive) segment.from_inclusive = true;
  }
}

void sign_reading(const json::object& row, const Ambito& ambito,
                  domain::fees::Regulation& regulation,
                  app::regulations::Publication& publication) {
  const auto* reading = row.if_contains("signed_reading");
  if (reading == nullptr) return;
  regulation.signed_reading = std::string(reading->as_string());
  publication.read_by = ambito.manager.actor.id;
  close_hole(regulation, *parse_money(std::string_view(row.at("close_hole_at").as_string())).money);
}

// `row`: an entry of the plan's regulations. `replaces`: null, or the version that ends the day
// before.
void publish(Office& office, Ambito& ambito, const Source& source, const json::object& row,
             domain::fees::Regulation regulation, Random& random, Date valid_from,
             const RegulationId* replaces = nullptr) {
  Tariff tariff;
  tariff.id = random.id<RegulationId>();
  tariff.comune = *Code::parse(row.at("comune").as_string());
  tariff.service = *Code::parse(row.at("service").as_string());
  tariff.valid_from = valid_from;
  regulation.valid_from = valid_from;
  regulation.valid_to.reset();
  if (regulation.act.empty()) regulation.act = "Atto non indicato nella pagina pubblicata";

  app::regulations::Publication publication;
  publication.regulation = tariff.id;
  publication.comune = tariff.comune;
  publication.service_code = tariff.service;
  publication.valid_from = valid_from;
  if (replaces != nullptr) publication.replaces = *replaces;
  const auto digest = crypto::sha256(as_bytes(source.text));
  for (const std::byte b : digest) {
    publication.text_sha256.push_back(std::to_integer<std::uint8_t>(b));
  }
  if (replaces == nullptr) sign_reading(row, ambito, regulation, publication);
  auto fact = app::regulations::to_event(regulation, publication);
  if (!fact) throw std::runtime_error("demo: " + std::string(fact.error().code));
  office.execute(ambito.manager.actor, domain::PublishRegulation{std::move(*fact), {}});
  ambito.tariffs.push_back(std::move(tariff));
}

Date replaced_on(const Plan& plan) {
  const Date earliest = plan.begins().plus_days(replaced_after_days);
  const int year = static_cast<int>(earliest.ymd().year());
  const Date april = Date::of(year, 4, 1);
  return april < earliest ? Date::of(year + 1, 4, 1) : april;
}

}  // namespace

void publish_tariffs(Office& office, Ambito& ambito, const std::filesystem::path& config,
                     Random random, Date from) {
  const Source source = read_source(config);
  for (const auto& row : source.plan.at("regulations").as_array()) {
    const domain::fees::Regulation& published = source.tariff(row.at("slug").as_string());
    publish(office, ambito, source, row.as_object(), published, random,
            std::min(published.valid_from.value_or(from), from));
  }
}

void plan_replacements(Agenda& agenda, Office& office, Ambito& ambito,
                       const std::filesystem::path& config, Random random, const Plan& plan) {
  const auto source = std::make_shared<const Source>(read_source(config));
  const Date from = replaced_on(plan);
  for (const auto& row : source->plan.at("regulations").as_array()) {
    const auto* later = row.as_object().if_contains("replaced_by");
    if (later == nullptr) continue;
    const auto act = [source, &office, &ambito, random, from, &row = row.as_object(),
                      slug = std::string(later->as_string())]() mutable {
      const Tariff* old = ambito.tariff(*Code::parse(row.at("comune").as_string()),
                                        *Code::parse(row.at("service").as_string()), from);
      const RegulationId replaced = old->id;
      publish(office, ambito, *source, row, source->tariff(slug), random, from, &replaced);
    };
    agenda.plan(rome_time(from.plus_days(-published_ahead_days), 11 * 60).earlier, act);
  }
}

const Tariff* Ambito::tariff(const Code& comune, const Code& service, Date on) const {
  const Tariff* found = nullptr;
  for (const auto& each : tariffs) {
    if (each.comune != comune || each.service != service || each.valid_from > on) continue;
    if (found == nullptr || found->valid_from < each.valid_from) found = &each;
  }
  return found;
}

}  // namespace telaio::generator
