// SPDX-License-Identifier: EUPL-1.2
#include "http/response.hpp"

#include <boost/json/serialize.hpp>

namespace telaio::http {

Response json_response(Status status, const boost::json::object& body) {
  Response response;
  response.status = status;
  response.body = boost::json::serialize(body);
  response.set("Content-Type", "application/json");
  return response;
}

Response text_response(Status status, std::string body) {
  Response response;
  response.status = status;
  response.body = std::move(body);
  response.set("Content-Type", "text/plain; charset=utf-8");
  return response;
}

Response no_content() {
  Response response;
  response.status = Status::no_content;
  return response;
}

}  // namespace telaio::http
