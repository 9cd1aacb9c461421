// SPDX-License-Identifier: EUPL-1.2
#include "http/verifications.hpp"

#include <algorithm>

#include "app/access_log.hpp"
#include "app/streams.hpp"
#include "http/conditions.hpp"
#include "http/http_refusals.hpp"
#include "schemas/read.hpp"

namespace telaio::http {

namespace {

constexpr std::string_view intact_prefix = "intact.";
constexpr std::string_view broken_prefix = "broken.";
constexpr std::uint64_t number_max = std::uint64_t{1} << 53U;

// The same command names the same verification, however often it is sent.
VerificationId id_of(const CommandId& command) {
  constexpr std::string_view tag = "telaio/verification-id/v1";
  const auto digest = crypto::sha256({as_bytes(tag), command.view()});
  return VerificationId(uuid_from(BytesView(digest).first(id_size)));
}

app::Access access_of(const VerificationId& id, const std::optional<CaseId>& case_file) {
  app::Access access;
  access.subject = id;
  access.case_file = case_file;
  access.part = case_file ? schema::RecordPart::case_at_date : schema::RecordPart::list;
  return access;
}

// What was found, as a code of the second fact.
std::optional<Code> verdict_of(const Verification& ended) {
  if (ended.state == Verification::State::failed) return Code("failed");
  if (ended.first_broken) {
    return Code::parse(std::string(broken_prefix) + std::to_string(*ended.first_broken));
  }
  return Code::parse(std::string(intact_prefix) + std::to_string(ended.checked));
}

void apply_verdict(Verification& verification, std::string_view verdict) {
  verification.state = Verification::State::failed;
  if (verdict.starts_with(intact_prefix)) {
    const auto checked = parse_number(verdict.substr(intact_prefix.size()), number_max);
    if (!checked) return;
    verification.state = Verification::State::intact;
    verification.checked = *checked;
    verification.total = *checked;
  } else if (verdict.starts_with(broken_prefix)) {
    const auto position = parse_number(verdict.substr(broken_prefix.size()), number_max);
    if (!position) return;
    verification.state = Verification::State::broken;
    verification.first_broken = position;
    verification.checked = verification.total;
  }
}

}  // namespace

Verifications::~Verifications() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  if (thread_.joinable()) thread_.join();
}

// ---- What the log says ----

Verification* Verifications::recorded(const VerificationId& id) {
  const auto found =
      std::find_if(all_.rbegin(), all_.rend(), [&](const auto& each) { return each.id == id; });
  return found == all_.rend() ? nullptr : &*found;
}

void Verifications::fold(const log::StoredEvent& stored, const schema::Header& header) {
  const auto* fact = header.fact_as_RecordAccessed();
  if (fact == nullptr) return;
  const VerificationId id(schema::read(fact->subject()));
  if (fact->reason() == nullptr) {
    Verification begun;
    begun.id = id;
    begun.state = Verification::State::interrupted;
    begun.total = stored.position + 1;
    begun.started = stored.recorded;
    if (fact->case_file() != nullptr) begun.case_file = schema::read(fact->case_file());
    all_.push_back(begun);
    if (all_.size() > kept_max) all_.pop_front();
    return;
  }
  Verification* known = recorded(id);
  if (known == nullptr) return;
  known->finished = stored.recorded;
  apply_verdict(*known, schema::read(fact->reason()).text());
}

Result<Done, Fault> Verifications::refresh() {
  const log::StreamId stream = app::streams::verifications();
  for (;;) {
    const auto page = dependencies_.events().read_stream(stream, next_, log::ReadLimits{});
    if (!page) return page.error();
    for (const auto& stored : page->events) {
      const schema::Header* header = schema::verified_header(stored.header);
      if (header == nullptr) {
        return Fault{"log.header_unreadable", "position " + std::to_string(stored.position)};
      }
      fold(stored, *header);
      next_ = stored.version + 1;
    }
    if (page->end || page->events.empty()) return Done{};
  }
}

Result<std::optional<Verification>, Fault> Verifications::find(const VerificationId& id) {
  const std::lock_guard lock(mutex_);
  if (here_ && here_->id == id) return here_;
  if (const auto fresh = refresh(); !fresh) return fresh.error();
  const Verification* known = recorded(id);
  return known == nullptr ? std::nullopt : std::optional<Verification>(*known);
}

Result<std::optional<Verification>, Fault> Verifications::last() {
  const std::lock_guard lock(mutex_);
  if (here_ && here_->finished && !here_->case_file) return here_;
  if (const auto fresh = refresh(); !fresh) return fresh.error();
  const auto found = std::find_if(all_.rbegin(), all_.rend(), [](const Verification& each) {
    return !each.case_file && each.finished;
  });
  if (found == all_.rend()) return std::optional<Verification>();
  Verification last = *found;
  const log::EventLog& events = dependencies_.events();
  if (last.state == Verification::State::intact && last.checked <= events.head().size) {
    const auto root = events.root_at(last.checked);
    if (!root) return root.error();
    last.root = *root;
  }
  return std::optional<Verification>(std::move(last));
}

// ---- Running one ----

Result<Verification, app::Failure> Verifications::start(const app::CommandRequest& request,
                                                        const std::optional<CaseId>& case_file) {
  const auto known = dependencies_.events().find_commit(request.command, request.request_hash);
  if (!known) return app::Failure(known.error());
  if (known->request_differs) {
    return app::Failure(Refusal{refusals::idempotency_key_reused, {}});
  }
  if (known->first_outcome) {
    const auto found = find(id_of(request.command));
    if (!found) return app::Failure(found.error());
    if (*found) return **found;
    return app::Failure(Refusal{refusals::not_found, {}});
  }
  {
    const std::lock_guard lock(mutex_);
    if (running_ || stopping_) {
      return app::Failure(Refusal{refusals::verification_running, {}});
    }
    running_ = true;                         // From here on nobody else starts one.
    if (thread_.joinable()) thread_.join();  // Of the one before, which has ended.
  }
  auto begun = begin(request, case_file);
  if (!begun) {
    const std::lock_guard lock(mutex_);
    running_ = false;
  }
  return begun;
}

Result<Verification, app::Failure> Verifications::begin(const app::CommandRequest& request,
                                                        const std::optional<CaseId>& case_file) {
  const VerificationId id = id_of(request.command);
  app::Recording recording;
  recording.purpose = app::purposes::verification;
  recording.command = request.command;
  recording.request_hash = request.request_hash;
  recording.stream = app::streams::verifications();
  const app::Access access = access_of(id, case_file);
  const auto outcome = app::record_accesses(dependencies_.transactor, request.envelope.actor,
                                            {&access, 1}, recording);
  if (!outcome) return outcome.error();

  const std::lock_guard lock(mutex_);
  if (const auto fresh = refresh(); !fresh) return app::Failure(fresh.error());
  const Verification* begun = recorded(id);
  if (begun == nullptr) {
    return app::Failure(Fault{"http.verification", "its beginning is not in the log"});
  }
  here_ = *begun;
  here_->state = Verification::State::running;
  thread_ = std::thread([this, size = begun->total, case_file, actor = request.envelope.actor] {
    run(size, case_file, actor);
  });
  return *here_;
}

bool Verifications::progress(std::uint64_t checked) {
  const std::lock_guard lock(mutex_);
  here_->checked = std::min(checked, here_->total);
  return !stopping_;
}

void Verifications::run(std::uint64_t size, std::optional<CaseId> case_file, app::Actor actor) {
  const Progress report = [this](std::uint64_t checked) { return progress(checked); };
  const Evidence& evidence = dependencies_.evidence;
  const auto outcome =
      case_file ? evidence.verify_stream(app::streams::case_file(*case_file), size, report)
                : evidence.verify_all(size, report);
  Verification ended;
  {
    const std::lock_guard lock(mutex_);
    ended = *here_;
    // What a stop cut short has no verdict.
    if (stopping_) return;
  }
  ended.finished = dependencies_.clock.now();
  if (!outcome) {
    ended.state = Verification::State::failed;
  } else {
    ended.checked = outcome->checked;
    ended.total = outcome->checked;
    ended.state = outcome->first_broken ? Verification::State::broken : Verification::State::intact;
    if (outcome->first_broken) {
      ended.first_broken = outcome->first_broken->position;
      ended.what = outcome->first_broken->what;
    } else if (!case_file) {
      ended.root = outcome->root;
    }
  }
  record_outcome(ended, actor);
  const std::lock_guard lock(mutex_);
  here_ = std::move(ended);
  running_ = false;
}

// A verdict that cannot be recorded (a log that stopped) is still shown while the process lives.
void Verifications::record_outcome(const Verification& ended, const app::Actor& actor) {
  app::Recording recording;
  recording.purpose = app::purposes::verification;
  recording.stream = app::streams::verifications();
  app::Access access = access_of(ended.id, ended.case_file);
  access.reason = verdict_of(ended);
  [[maybe_unused]] const auto ignored =
      app::record_accesses(dependencies_.transactor, actor, {&access, 1}, recording);
}

}  // namespace telaio::http
