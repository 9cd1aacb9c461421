// SPDX-License-Identifier: EUPL-1.2
#include "http/problem.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "http/http_limits.hpp"
#include "http/http_refusals.hpp"

namespace telaio::http {

namespace {

boost::json::object document(Status status, const Refusal& refusal, const Texts& texts) {
  boost::json::object body;
  const bool wait = status == Status::unavailable || status == Status::too_many_requests;
  if (wait) body["retry_after_seconds"] = limits::retry_after.count();
  body["type"] = "urn:telaio:problem:" + std::string(refusal.code);
  body["title"] = italian_title(status);
  body["status"] = number(status);
  body["detail"] = texts.sentence(refusal);
  body["code"] = refusal.code;
  return body;
}

Response finished(Status status, std::string_view code, const boost::json::object& body) {
  Response response;
  response.status = status;
  response.code = code;
  response.body = boost::json::serialize(body);
  response.set("Content-Type", "application/problem+json");
  if (status == Status::unavailable || status == Status::too_many_requests) {
    response.set("Retry-After", std::to_string(limits::retry_after.count()));
  }
  return response;
}

}  // namespace

Response problem(Status status, const Refusal& refusal, const Texts& texts) {
  return finished(status, refusal.code, document(status, refusal, texts));
}

Response problem(const Refusal& refusal, const Texts& texts) {
  return problem(status_of(refusal.code), refusal, texts);
}

Response problem(const std::vector<FieldError>& errors, const Texts& texts) {
  const Refusal whole{refusals::fields_wrong, {}};
  boost::json::object body = document(Status::bad_request, whole, texts);
  boost::json::array list;
  const std::size_t shown = std::min(errors.size(), limits::field_errors_max);
  for (std::size_t i = 0; i < shown; ++i) {
    list.push_back({{"pointer", errors[i].pointer}, {"detail", texts.sentence(errors[i].refusal)}});
  }
  body["errors"] = std::move(list);
  return finished(Status::bad_request, whole.code, body);
}

Response problem(const Fault&, const Texts& texts) {
  return problem(Refusal{refusals::fault, {}}, texts);
}

}  // namespace telaio::http
