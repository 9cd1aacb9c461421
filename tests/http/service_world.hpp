// SPDX-License-Identifier: EUPL-1.2
// A real installation in a temporary folder, loaded through the ordinary commands: the small
// demonstration, and one family whose names, numbers and texts are markers nobody else has.
// Requests go to the dispatcher as the network would hand them in.
#pragma once

#include <boost/json/value.hpp>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "http/dispatcher.hpp"
#include "http/service.hpp"
#include "tools/generator/demo.hpp"
#include "tools/installation/installation.hpp"

namespace telaio::http::test {

// Texts that only who may read the marked family ever sees.
inline constexpr std::string_view surname_marker = "Zzmarcatore";
inline constexpr std::string_view given_name_marker = "Qqprova";
inline constexpr std::string_view street_marker = "Via Marcatissima 999";
inline constexpr std::string_view phone_marker = "+39 333 9990001";
inline constexpr std::string_view diary_marker = "diario-marcato-xyzzy";
inline constexpr std::string_view secret_marker = "riservato-marcato-plugh";
std::vector<std::string_view> all_markers();

class ServiceWorld {
 public:
  ServiceWorld();
  ~ServiceWorld();

  // The session cookie's token of one of "owner" (case manager of the marked family), "colleague"
  // (same office), "stranger" (other office), "head", "manager", "auditor", "administrator".
  // Signing in happens over the API.
  const std::string& token(const std::string& who);
  Response send(const std::string& who, Method method, const std::string& target,
                const std::string& body = "", Fields fields = {});
  // From now on `who` sends this cookie.
  void use_token(const std::string& who, std::string token) { tokens_[who] = std::move(token); }
  const std::string& user(const std::string& who) const { return users_.at(who); }
  // The service starts again on the same folder with these limits.
  void limit_requests(const RateLimits& rate_limits) { build_dispatcher(rate_limits); }
  // Everybody signs in anew at the next request.
  void forget_sessions() { tokens_.clear(); }
  void advance_seconds(std::int64_t seconds) { clock.set(clock.now().plus_seconds(seconds)); }
  // The service of the marked person starts today in Sesto: from now on a month's run prices it.
  void activate_service();
  // One more service of the marked person, active from today, that a judge ordered.
  ServiceId activate_ordered_service();
  // Events of the log of that type, so far.
  std::size_t count(schema::Fact type) const;
  // Stops everything and opens the same folder again, as after a power cut: what only memory held
  // is gone; cookies stay.
  void restart();
  // One RecordAccessed, as stored.
  struct Accessed {
    std::string purpose;
    Uuid subject;
    std::optional<CaseId> case_file;
    std::string reason;
    schema::AccessAction action = schema::AccessAction::unknown;
    schema::AccessResult result = schema::AccessResult::unknown;
    CommandId commit;
  };
  // Those at positions from `first` on.
  std::vector<Accessed> accesses_from(log::Position first) const;
  vault::Vault& vault() { return installation_->vault(); }
  app::Transactor& transactor() { return installation_->transactor(); }
  view::Runner& views() { return installation_->views(); }
  const std::string& password(const std::string& who) const;
  OperatorId operator_id(const std::string& who) { return actor(who).id; }
  const std::filesystem::path& folder() const { return folder_; }
  std::uint64_t size() const { return installation_->events().head().size; }
  crypto::Sha256 root_at(std::uint64_t events) const {
    return installation_->events().root_at(events).value();
  }

  // What INPS answers from now on, and every question it was asked.
  inps::Answer inps_answer{inps::Outcome::no_data, std::nullopt, {}};
  std::vector<inps::Question> inps_questions;

  Dispatcher& dispatcher() { return *dispatcher_; }
  // The service on a port of its own, over TLS, beside the dispatcher: the same folder and clock.
  // It is to be destroyed before the world restarts or ends.
  std::unique_ptr<Service> serve(ServiceOptions options = {});
  const boost::json::value& openapi() const { return openapi_; }

  CaseId marked_case;
  PersonId marked_person;
  HouseholdId household;
  ServiceId service;
  FeeId fee;
  RegulationId regulation;  // Of that fee.
  EventId note;             // The first diary note of the marked case.
  // A call for respite, a request of the marked person judged by it, and the list it is alone in.
  CriteriaId criteria;
  ServiceId application;
  AttestationId attestation;
  AttestationId annotated;
  RankingId ranking;
  std::string fiscal_code;
  ManualClock clock;

 private:
  void load_marked_family();
  void load_call();
  Dependencies dependencies();
  void build_dispatcher(const RateLimits& rate_limits = {});
  const app::Actor& actor(const std::string& who);

  std::filesystem::path folder_;
  std::unique_ptr<tools::Installation> installation_;
  domain::leps::Register leps_;
  generator::Loaded loaded_;
  std::map<std::string, std::string> users_;  // Who -> user name.
  std::map<std::string, std::string> tokens_;
  std::map<std::string, app::Actor> actors_;
  boost::json::value openapi_;
  std::unique_ptr<Dispatcher> dispatcher_;
};

}  // namespace telaio::http::test
