// SPDX-License-Identifier: EUPL-1.2
#include "http/problem.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "http/http_limits.hpp"
#include "http/http_refusals.hpp"

namespace telaio::http {

namespace {

bool is_later(Status status) {
  return status == Status::unavailable || status == Status::too_many_requests;
}

boost::json::object document(Status status, const Refusal& refusal, const Texts& texts,
                             std::int64_t wait = limits::retry_after.count()) {
  boost::json::object body;
  if (is_later(status)) body["retry_after_seconds"] = wait;
  body["type"] = "urn:telaio:problem:" + std::string(refusal.code);
  body["title"] = italian_title(status);
  body["status"] = number(status);
  body["detail"] = texts.sentence(refusal);
  body["code"] = refusal.code;
  return body;
}

Response finished(Status status, std::string_view code, const boost::json::object& body,
                  std::int64_t wait = limits::retry_after.count()) {
  Response response;
  response.status = status;
  response.code = code;
  response.body = boost::json::serialize(body);
  response.set("Content-Type", "application/problem+json");
  if (is_later(status)) response.set("Retry-After", std::to_string(wait));
  return response;
}

}  // namespace

Response problem(Status status, const Refusal& refusal, const Texts& texts) {
  return finished(status, refusal.code, document(status, refusal, texts));
}

Response problem_later(std::string_view code, std::int64_t seconds, const Texts& texts) {
  const Refusal refusal{code, {{"secondi", std::to_string(seconds)}}};
  const Status status = status_of(code);
  return finished(status, code, document(status, refusal, texts, seconds), seconds);
}

Response problem(const Refusal& refusal, const Texts& texts) {
  return problem(status_of(refusal.code), refusal, texts);
}

Response problem(const std::vector<FieldError>& errors, const Texts& texts) {
  return problem(Refusal{refusals::fields_wrong, {}}, errors, texts);
}

Response problem(const Refusal& whole, const std::vector<FieldError>& errors, const Texts& texts) {
  const Status status = status_of(whole.code);
  boost::json::object body = document(status, whole, texts);
  boost::json::array list;
  const std::size_t shown = std::min(errors.size(), limits::field_errors_max);
  for (std::size_t i = 0; i < shown; ++i) {
    list.push_back({{"pointer", errors[i].pointer}, {"detail", texts.sentence(errors[i].refusal)}});
  }
  body["errors"] = std::move(list);
  return finished(status, whole.code, body);
}

Response problem(const Fault&, const Texts& texts) {
  return problem(Refusal{refusals::fault, {}}, texts);
}

}  // namespace telaio::http
