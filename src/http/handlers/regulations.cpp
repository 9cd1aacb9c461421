// SPDX-License-Identifier: EUPL-1.2
// Regulations: the versions there are, one of them whole, what is wrong with a draft, publishing
// and withdrawing. All of class P0: acts of the body that concern nobody in particular.
#include <array>
#include <span>

#include "app/commands.hpp"
#include "app/regulations/regulation_event.hpp"
#include "app/regulations/regulation_json.hpp"
#include "app/regulations/regulation_writer.hpp"
#include "app/streams.hpp"
#include "crypto/digest.hpp"
#include "http/handlers/handlers.hpp"
#include "http/handlers/regulation_document.hpp"
#include "http/http_refusals.hpp"
#include "http/json_body.hpp"
#include "http/stream_reader.hpp"
#include "http/wording.hpp"
#include "schemas/read.hpp"

namespace telaio::http::handlers {

namespace {

namespace fees = domain::fees;
namespace views = projections::regulations;
using app::regulations::LoadedRegulation;

// Bytes of one regulation: a thousand segments, written out, take 200 KB.
constexpr std::size_t regulation_body_bytes_max = 256U << 10U;

constexpr Code publishing("regulations");

RegulationId regulation_id_of(const CommandId& command) {
  constexpr std::string_view domain = "telaio/regulation-id/v1";
  const auto digest = crypto::sha256({as_bytes(domain), command.view()});
  return RegulationId(uuid_from(BytesView(digest).first(id_size)));
}

// The one regulation of a body, in the form of the files.
Result<LoadedRegulation, Refusal> regulation_of(const Request& request) {
  if (request.body.size() > regulation_body_bytes_max) {
    return Refusal{refusals::body_too_large, {}};
  }
  if (const auto parsed = parse_json_body(request); !parsed) return parsed.error();
  auto file = app::regulations::load(request.body);
  if (!file) return file.error();
  if (file->is_list) return Refusal{refusals::fields_wrong, {}};
  return std::move(file->regulations.front());
}

struct Judged {
  std::vector<fees::Finding> findings;
  domain::FindingCounts counts;
};

Judged judge(const LoadedRegulation& loaded) {
  Judged judged{app::regulations::findings_of(loaded), {}};
  for (const fees::Finding& finding : judged.findings) {
    const bool error = finding.severity == fees::Severity::error;
    (error ? judged.counts.errors : judged.counts.warnings) += 1;
  }
  return judged;
}

boost::json::object checked_document(const Site& site, const LoadedRegulation& loaded) {
  const Judged judged = judge(loaded);
  boost::json::object body;
  body["regulation"] = app::regulations::to_json(loaded.regulation);
  body["findings"] = finding_documents(site, judged.findings, loaded.regulation);
  body["errors"] = judged.counts.errors;
  body["warnings"] = judged.counts.warnings;
  body["curve"] = curve_document(loaded.regulation);
  return body;
}

Refusal wrong_value() {
  return {refusals::field_value, {}};
}

// What a file of others does not say, and what of ours cannot be read: a number that nobody can
// read would be lost, so it is no matter for a signature.
struct Wanted {
  app::regulations::Publication publication;
  std::vector<FieldError> errors;
};

Wanted wanted_of(const LoadedRegulation& loaded) {
  Wanted wanted;
  for (const fees::Finding& finding : loaded.unreadable) {
    wanted.errors.push_back({finding.at, Refusal{finding.code, finding.values}});
  }
  const auto comune = Code::parse(loaded.comune);
  if (!comune) wanted.errors.push_back({"/comune", wrong_value()});
  const auto service = Code::parse(loaded.service_code);
  if (!service || service->empty()) wanted.errors.push_back({"/service_code", wrong_value()});
  if (!loaded.replaces.empty()) {
    const auto replaced = parse_id<RegulationId>(loaded.replaces);
    if (!replaced) wanted.errors.push_back({"/replaces", wrong_value()});
    wanted.publication.replaces = replaced;
  }
  if (!loaded.regulation.valid_from) {
    wanted.errors.push_back(
        {"/period/effective_from", Refusal{app::regulations::valid_from_missing, {}}});
  }
  wanted.publication.comune = comune.value_or(Code());
  wanted.publication.service_code = service.value_or(Code());
  return wanted;
}

bool may_publish(const Call& call) {
  app::Question question;
  question.role = call.actor().role;
  question.action = app::Action::publish;
  return app::authorise(question).verdict == app::Verdict::allowed;
}

// Those of before the chains were kept; of later ones the chain itself tells.
Result<std::vector<RegulationId>, app::Failure> known_versions(
    const Site& site, const app::regulations::Publication& publication) {
  const auto answer = site.deps.views.ask("regulations", {}, [&](const view::ReadRows& rows) {
    return views::versions(rows, {publication.comune, publication.service_code});
  });
  if (!answer) return app::Failure(answer.error());
  std::vector<RegulationId> known;
  for (const views::Version& version : answer->value) known.push_back(version.regulation);
  return known;
}

// What a regulation can be of and for: the choices of a form.
void put_choices(const Site& site, boost::json::object& body) {
  const app::Catalogue& catalogue = site.deps.catalogue;
  boost::json::array comuni;
  for (const Code& code : catalogue.lists.comuni) {
    comuni.push_back(
        boost::json::object{{"code", code.text()}, {"name", catalogue.comune_name(code)}});
  }
  boost::json::array services;
  for (const auto& [code, kind] : catalogue.services) {
    if (!kind.priced) continue;
    services.push_back(boost::json::object{
        {"code", code.text()}, {"name", kind.name}, {"unit", quantity_unit_name(kind.unit)}});
  }
  body["ambito_name"] = catalogue.ambito_name;
  body["comuni"] = std::move(comuni);
  body["services"] = std::move(services);
}

Response written(const RegulationId& id, const app::Outcome& outcome) {
  boost::json::object body;
  body["regulation_id"] = to_string(id);
  body["position"] = outcome.position;
  body["repeated"] = outcome.repeated;
  return json_response(Status::created, body);
}

}  // namespace

Response list_regulations(Site& site, const Call& call) {
  auto moment = moment_of(call.request, site.today());
  if (!moment) return site.no(moment.error());
  const auto page = page_of(call.request);
  if (!page) return site.no(page.error());
  views::VersionFilter filter;
  for (const auto& [name, into] :
       {std::pair("comune", &filter.comune), std::pair("service_code", &filter.service_code)}) {
    const auto text = call.request.parameter(name);
    if (!text) continue;
    *into = Code::parse(*text);
    if (!*into) return site.no(refusals::fields_wrong);
  }
  if (const auto settled = site.settle(*moment); !settled) return site.no(settled.error());
  const auto answer = site.deps.views.ask(
      "regulations", site.at(*moment),
      [&](const view::ReadRows& rows) { return views::versions(rows, filter); });
  if (!answer) return site.no(answer.error());
  if (answer->late) return site.no(refusals::not_visible_yet);

  const auto first = parse_number(page->cursor.empty() ? "0" : page->cursor, answer->value.size());
  if (!first) return site.no(refusals::cursor_malformed);
  boost::json::array items;
  boost::json::object body;
  for (std::size_t i = *first; i < answer->value.size(); ++i) {
    if (items.size() == page->limit) {
      body["next_cursor"] = encode_cursor(std::to_string(i));
      break;
    }
    items.push_back(version_document(site, answer->value[i], moment->on));
  }
  put_choices(site, body);
  body["on"] = to_string(moment->on);
  body["items"] = std::move(items);
  body["total"] = answer->value.size();
  return json_response(Status::ok, body);
}

Response get_regulation(Site& site, const Call& call) {
  const auto id = call.id<RegulationId>("regulation_id");
  if (!id) return site.no(refusals::not_found);
  auto moment = moment_of(call.request, site.today());
  if (!moment) return site.no(moment.error());
  if (const auto settled = site.settle(*moment); !settled) return site.no(settled.error());
  const auto answer =
      site.deps.views.ask("regulations", site.at(*moment),
                          [&](const view::ReadRows& rows) { return views::version(rows, *id); });
  if (!answer) return site.no(answer.error());
  if (!answer->value) {
    return site.no(answer->late ? refusals::not_visible_yet : refusals::not_found);
  }
  const auto file = fold_stream<domain::RegulationFile>(
      site.deps.events(), app::streams::regulation(*id), std::nullopt, std::nullopt);
  if (!file) return site.no(file.error());
  if (!file->published) return site.no(refusals::not_found);
  const schema::RegulationPublishedT& published = *file->published;

  LoadedRegulation loaded;
  loaded.regulation = app::regulations::from_event(published);
  boost::json::object body = checked_document(site, loaded);
  // What makes the file one of this installation: read again, it is the same version.
  boost::json::object& regulation = body["regulation"].as_object();
  regulation["service"] = site.deps.catalogue.service_name(published.service_code);
  regulation["comune"] = published.comune.text();
  regulation["service_code"] = published.service_code.text();
  regulation["replaces"] = published.replaces ? to_string(*published.replaces) : std::string();
  body["version"] = version_document(site, *answer->value, moment->on);
  if (published.read_by) {
    const auto name = site.deps.operators.display_name(*published.read_by);
    if (!name) return site.no(name.error());
    if (!name->empty()) body["read_by_name"] = *name;
  }
  if (!published.text_sha256.empty()) {
    body["text_sha256"] = to_hex(std::as_bytes(std::span(published.text_sha256)));
  }
  return json_response(Status::ok, body);
}

Response check_regulation(Site& site, const Call& call) {
  const auto loaded = regulation_of(call.request);
  if (!loaded) return site.no(loaded.error());
  return json_response(Status::ok, checked_document(site, *loaded));
}

Response publish_regulation(Site& site, const Call& call) {
  if (!may_publish(call)) return site.no(refusals::forbidden);
  const auto loaded = regulation_of(call.request);
  if (!loaded) return site.no(loaded.error());
  Wanted wanted = wanted_of(*loaded);
  if (!wanted.errors.empty()) return site.no(wanted.errors);
  const auto request = site.command(call, publishing);
  if (!request) return site.no(request.error());

  const RegulationId id = regulation_id_of(request->command);
  wanted.publication.regulation = id;
  if (!loaded->regulation.signed_reading.empty()) wanted.publication.read_by = call.actor().id;
  auto fact = app::regulations::to_event(loaded->regulation, wanted.publication);
  if (!fact) return site.no(fact.error());
  const auto known = known_versions(site, wanted.publication);
  if (!known) return site.no(known.error());
  const domain::PublishRegulation command{std::move(*fact), judge(*loaded).counts};
  const auto executed = app::execute(site.deps.transactor, *request, command, *known);
  if (!executed) return site.no(executed.error());
  return written(id, *executed);
}

Response withdraw_regulation(Site& site, const Call& call) {
  constexpr std::array<std::string_view, 2> kinds{"repealed", "annulled"};
  if (!may_publish(call)) return site.no(refusals::forbidden);
  const auto id = call.id<RegulationId>("regulation_id");
  if (!id) return site.no(refusals::not_found);
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  domain::WithdrawRegulation command;
  command.regulation = *id;
  command.kind = body.choice("kind", kinds) == 0 ? schema::WithdrawalKind::repealed
                                                 : schema::WithdrawalKind::annulled;
  command.from = body.date("from");
  command.act = body.text("act", 1, telaio::limits::regulation_text_characters_max);
  body.finish();
  if (!errors.empty()) return site.no(errors);
  const auto request = site.command(call, publishing);
  if (!request) return site.no(request.error());
  const auto file = fold_stream<domain::RegulationFile>(
      site.deps.events(), app::streams::regulation(*id), std::nullopt, std::nullopt);
  if (!file) return site.no(file.error());
  if (!file->published) return site.no(refusals::not_found);
  const auto executed = app::execute(site.deps.transactor, *request, command);
  if (!executed) return site.no(executed.error());
  return written(*id, *executed);
}

}  // namespace telaio::http::handlers
