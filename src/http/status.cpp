// SPDX-License-Identifier: EUPL-1.2
#include "http/status.hpp"

#include <array>
#include <utility>

#include "http/http_refusals.hpp"

namespace telaio::http {

namespace {

using Entry = std::pair<std::string_view, Status>;

// Codes whose status is not 422.
constexpr std::array table{
    Entry{refusals::malformed, Status::bad_request},
    Entry{refusals::version_unsupported, Status::version_not_supported},
    Entry{refusals::host_missing, Status::bad_request},
    Entry{refusals::length_ambiguous, Status::bad_request},
    Entry{refusals::transfer_encoding, Status::bad_request},
    Entry{refusals::header_too_large, Status::header_too_large},
    Entry{refusals::target_too_long, Status::uri_too_long},
    Entry{refusals::target_malformed, Status::bad_request},
    Entry{refusals::body_too_large, Status::content_too_large},
    Entry{refusals::expectation_failed, Status::expectation_failed},
    Entry{refusals::timeout, Status::request_timeout},
    Entry{refusals::not_found, Status::not_found},
    Entry{refusals::method_not_allowed, Status::method_not_allowed},
    Entry{refusals::media_type, Status::unsupported_media_type},
    Entry{refusals::not_implemented, Status::not_implemented},
    Entry{refusals::json_malformed, Status::bad_request},
    Entry{refusals::fields_wrong, Status::bad_request},
    Entry{refusals::field_missing, Status::bad_request},
    Entry{refusals::field_unknown, Status::bad_request},
    Entry{refusals::field_type, Status::bad_request},
    Entry{refusals::field_value, Status::bad_request},
    Entry{refusals::field_too_long, Status::bad_request},
    Entry{refusals::field_too_short, Status::bad_request},
    Entry{refusals::field_out_of_range, Status::bad_request},
    Entry{refusals::parameter_repeated, Status::bad_request},
    Entry{refusals::times_exclusive, Status::bad_request},
    Entry{refusals::position_unknown, Status::bad_request},
    Entry{refusals::date_in_future, Status::bad_request},
    Entry{refusals::cursor_malformed, Status::bad_request},
    Entry{refusals::idempotency_key_missing, Status::precondition_required},
    Entry{refusals::idempotency_key_malformed, Status::bad_request},
    Entry{refusals::precondition_malformed, Status::bad_request},
    Entry{refusals::session_missing, Status::unauthorized},
    Entry{refusals::session_expired, Status::unauthorized},
    Entry{refusals::login_failed, Status::unauthorized},
    Entry{refusals::login_limited, Status::too_many_requests},
    Entry{refusals::role_missing, Status::forbidden},
    Entry{refusals::password_change_due, Status::forbidden},
    Entry{refusals::cross_site, Status::forbidden},
    Entry{refusals::forbidden, Status::forbidden},
    Entry{refusals::verification_running, Status::conflict},
    Entry{refusals::monthly_run_running, Status::conflict},
    Entry{refusals::simulation_running, Status::conflict},
    Entry{refusals::simulations_busy, Status::unavailable},
    Entry{"command.conflict", Status::conflict},
    Entry{"command.version_stale", Status::precondition_failed},
    Entry{"command.too_large", Status::content_too_large},
    Entry{"access.not_authorised", Status::forbidden},
    Entry{"access.not_found", Status::not_found},
    Entry{"access.reason_missing", Status::forbidden},
    Entry{refusals::rate_limited, Status::too_many_requests},
    Entry{refusals::overloaded, Status::unavailable},
    Entry{refusals::disk_full, Status::unavailable},
    Entry{refusals::fault, Status::internal_error},
    Entry{refusals::access_not_recorded, Status::unavailable},
    Entry{refusals::not_visible_yet, Status::unavailable},
    Entry{refusals::outcome_unknown, Status::unavailable},
};

}  // namespace

std::string_view phrase(Status status) {
  switch (status) {
    case Status::ok:
      return "OK";
    case Status::created:
      return "Created";
    case Status::accepted:
      return "Accepted";
    case Status::no_content:
      return "No Content";
    case Status::not_modified:
      return "Not Modified";
    case Status::bad_request:
      return "Bad Request";
    case Status::unauthorized:
      return "Unauthorized";
    case Status::forbidden:
      return "Forbidden";
    case Status::not_found:
      return "Not Found";
    case Status::method_not_allowed:
      return "Method Not Allowed";
    case Status::request_timeout:
      return "Request Timeout";
    case Status::conflict:
      return "Conflict";
    case Status::gone:
      return "Gone";
    case Status::precondition_failed:
      return "Precondition Failed";
    case Status::content_too_large:
      return "Content Too Large";
    case Status::uri_too_long:
      return "URI Too Long";
    case Status::unsupported_media_type:
      return "Unsupported Media Type";
    case Status::expectation_failed:
      return "Expectation Failed";
    case Status::unprocessable:
      return "Unprocessable Content";
    case Status::precondition_required:
      return "Precondition Required";
    case Status::too_many_requests:
      return "Too Many Requests";
    case Status::header_too_large:
      return "Request Header Fields Too Large";
    case Status::internal_error:
      return "Internal Server Error";
    case Status::not_implemented:
      return "Not Implemented";
    case Status::unavailable:
      return "Service Unavailable";
    case Status::version_not_supported:
      return "HTTP Version Not Supported";
  }
  return "Unknown";
}

std::string_view italian_title(Status status) {
  switch (status) {
    case Status::ok:
    case Status::created:
    case Status::accepted:
    case Status::no_content:
    case Status::not_modified:
      return "Fatto";
    case Status::bad_request:
      return "Richiesta non valida";
    case Status::unauthorized:
      return "Accesso richiesto";
    case Status::forbidden:
      return "Non consentito";
    case Status::not_found:
      return "Non trovato";
    case Status::method_not_allowed:
      return "Operazione non prevista";
    case Status::request_timeout:
      return "Richiesta troppo lenta";
    case Status::conflict:
      return "Dato cambiato nel frattempo";
    case Status::gone:
      return "Non più disponibile";
    case Status::precondition_failed:
      return "Versione superata";
    case Status::content_too_large:
      return "Contenuto troppo grande";
    case Status::uri_too_long:
      return "Indirizzo troppo lungo";
    case Status::unsupported_media_type:
      return "Formato non accettato";
    case Status::expectation_failed:
      return "Attesa non accettata";
    case Status::unprocessable:
      return "Regola non rispettata";
    case Status::precondition_required:
      return "Versione mancante";
    case Status::too_many_requests:
      return "Troppi tentativi";
    case Status::header_too_large:
      return "Intestazione troppo grande";
    case Status::internal_error:
      return "Errore del sistema";
    case Status::not_implemented:
      return "Non disponibile";
    case Status::unavailable:
      return "Servizio occupato";
    case Status::version_not_supported:
      return "Versione di HTTP non accettata";
  }
  return "Errore";
}

Status status_of(std::string_view refusal_code) {
  for (const Entry& entry : table) {
    if (entry.first == refusal_code) return entry.second;
  }
  return Status::unprocessable;
}

}  // namespace telaio::http
