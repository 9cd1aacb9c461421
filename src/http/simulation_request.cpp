// SPDX-License-Identifier: EUPL-1.2
#include "http/simulation_request.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "app/regulations/regulation_event.hpp"
#include "app/streams.hpp"
#include "domain/regulation/regulation.hpp"
#include "http/http_refusals.hpp"
#include "http/json_body.hpp"
#include "http/wording.hpp"

namespace telaio::http {

namespace {

namespace fees = domain::fees;
using app::regulations::LoadedRegulation;

// A draft that is being read: where it stands in the body, for what is wrong with it.
struct Reading {
  const Site& site;
  std::string pointer;
  BodyErrors& errors;       // Of fields.
  BodyErrors& text_errors;  // Of the text of a draft.

  void fail(std::string_view name, Refusal refusal) const {
    errors.push_back({pointer + "/" + std::string(name), std::move(refusal)});
  }
};

// A text with errors is tried only when somebody signed how to read it; numbers that could not be
// read at all are no text.
Draft draft_of(const Reading& reading, const LoadedRegulation& loaded, Draft::Source source,
               const std::string& name) {
  Draft draft{source, loaded.regulation, {}};
  const bool signed_reading = !loaded.regulation.signed_reading.empty();
  const auto findings = app::regulations::findings_of(loaded);
  for (const fees::Finding& finding : findings) {
    const bool unread = std::ranges::count(loaded.unreadable, finding) > 0;
    if (finding.severity == fees::Severity::error && (unread || !signed_reading)) {
      reading.text_errors.push_back(
          {reading.pointer + "/" + name, Refusal{finding.code, finding.values}});
      reading.text_errors.back().refusal.values.push_back({"at", finding.at});
    } else {
      draft.warnings.push_back(finding);
    }
  }
  return draft;
}

std::optional<Draft> read_document(const Reading& reading, const boost::json::object& document) {
  const std::string text = boost::json::serialize(document);
  if (text.size() > Simulations::document_bytes_max) {
    reading.fail("document",
                 Refusal{refusals::draft_too_large,
                         {{"limite", std::to_string(Simulations::document_bytes_max)}}});
    return std::nullopt;
  }
  const auto file = app::regulations::load(text);
  if (!file) {
    reading.fail("document", file.error());
    return std::nullopt;
  }
  if (file->regulations.size() != 1) {
    reading.fail("document", Refusal{refusals::draft_not_one, {}});
    return std::nullopt;
  }
  return draft_of(reading, file->regulations.front(), Draft::Source::document, "document");
}

std::optional<Draft> read_published(const Reading& reading, std::string_view slug) {
  for (const LoadedRegulation& loaded : reading.site.simulations.published()) {
    if (loaded.regulation.slug != slug) continue;
    return draft_of(reading, loaded, Draft::Source::published, "published");
  }
  reading.fail("published", Refusal{refusals::draft_unknown, {}});
  return std::nullopt;
}

// As it was published: what was wrong with its text was judged then.
Result<std::optional<Draft>, Fault> read_regulation(const Reading& reading,
                                                    const RegulationId& id) {
  const auto file =
      reading.site.deps.transactor.load<domain::RegulationFile>(app::streams::regulation(id));
  if (!file) {
    const app::Failure failure = file.error();
    if (const auto* fault = std::get_if<Fault>(&failure)) return *fault;
  }
  if (!file || !file->state.published) {
    reading.fail("regulation_id", Refusal{refusals::draft_unknown, {}});
    return std::optional<Draft>();
  }
  return std::optional(
      Draft{Draft::Source::regulation, app::regulations::from_event(*file->state.published), {}});
}

Result<std::optional<Draft>, Fault> read_draft(const Reading& reading,
                                               const boost::json::object& object) {
  ObjectReader body(object, reading.pointer, reading.errors);
  const auto* document = body.object("document", false);
  const auto published = body.optional_text("published", 1, 200);
  const auto regulation = body.optional_id<RegulationId>("regulation_id");
  body.finish();
  const int named = (document != nullptr ? 1 : 0) + (published ? 1 : 0) + (regulation ? 1 : 0);
  if (named != 1) {
    reading.errors.push_back({reading.pointer, Refusal{refusals::draft_unknown, {}}});
    return std::optional<Draft>();
  }
  if (document != nullptr) return read_document(reading, *document);
  if (published) return read_published(reading, *published);
  return read_regulation(reading, *regulation);
}

void check_period(ObjectReader& body, const fees::Period& period) {
  if (period.to < period.from) body.fail("to", Refusal{refusals::period_reversed, {}});
  if (days_between(period.from, period.to) >= Simulations::period_days_max) {
    body.fail("to", Refusal{refusals::period_too_long,
                            {{"limite", std::to_string(Simulations::period_days_max)}}});
  }
}

// A price per meal says nothing about hours.
void check_unit(const Reading& reading, const Draft& draft, fees::Unit unit) {
  const fees::Unit own = draft.regulation.unit;
  if (own == unit || own == fees::Unit::unknown) return;
  const auto name = [&](fees::Unit of) {
    return reading.site.labels.of("simulation.unit." + std::string(quantity_unit_name(of)));
  };
  reading.errors.push_back(
      {reading.pointer,
       Refusal{refusals::draft_unit, {{"bozza", name(own)}, {"servizio", name(unit)}}}});
}

// Nothing: not a service whose cost people share.
const app::ServiceKind* priced_service(const Site& site, const Code& code) {
  const auto service = site.deps.catalogue.services.find(code);
  if (service == site.deps.catalogue.services.end() || !service->second.priced) return nullptr;
  return &service->second;
}

}  // namespace

std::variant<std::shared_ptr<const SimulationInput>, Response> simulation_input(
    const Site& site, const boost::json::object& object) {
  BodyErrors errors;
  BodyErrors text_errors;
  ObjectReader body(object, "", errors);
  auto input = std::make_shared<SimulationInput>();
  app::RealFeesQuestion& question = input->question;
  question.service_code = body.code("service");
  question.period.from = body.date("from");
  question.period.to = body.date("to");
  question.comune = body.optional_code("comune");
  const auto* draft = body.object("draft", true);
  const auto* against = body.object("against", false);
  body.finish();
  if (!errors.empty()) return site.no(errors);

  check_period(body, question.period);
  const app::ServiceKind* service = priced_service(site, question.service_code);
  if (service == nullptr) body.fail("service", Refusal{refusals::field_value, {}});
  if (question.comune && !site.deps.catalogue.comuni.contains(*question.comune)) {
    body.fail("comune", Refusal{refusals::field_value, {}});
  }
  for (const auto& [name, given] : {std::pair{"draft", draft}, std::pair{"against", against}}) {
    if (given == nullptr) continue;
    const Reading reading{site, body.pointer(name), errors, text_errors};
    auto read = read_draft(reading, *given);
    if (!read) return site.no(read.error());
    if (!*read) continue;
    if (service != nullptr) check_unit(reading, **read, service->unit);
    input->drafts.push_back(std::move(**read));
  }
  if (!errors.empty()) return site.no(errors);
  if (!text_errors.empty()) {
    const Refusal whole{refusals::draft_errors, {{"count", std::to_string(text_errors.size())}}};
    return problem(whole, text_errors, site.texts);
  }
  question.events = site.deps.events().head().size;
  return std::shared_ptr<const SimulationInput>(std::move(input));
}

std::string describe(const Texts& texts, const fees::Finding& finding) {
  Refusal sentence{finding.code, finding.values};
  sentence.values.push_back({"at", finding.at});
  return texts.sentence(sentence);
}

}  // namespace telaio::http
