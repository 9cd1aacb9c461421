// SPDX-License-Identifier: EUPL-1.2
#include "app/account_commands.hpp"

#include "app/reservations.hpp"
#include "app/run_on_stream.hpp"
#include "app/streams.hpp"
#include "domain/account/account_refusals.hpp"
#include "domain/account/iuv.hpp"
#include "domain/reservation/reservation.hpp"

namespace telaio::app {
namespace {

// Two notices meet on one of the ten million million numbers less than once in a million years of
// an Ambito; the second try makes that harmless.
constexpr std::uint32_t iuv_attempts_max = 8;

domain::AccountContext context_of(const Transactor& transactor, bool iuv_matches = false) {
  return {transactor.today(), transactor.codes(), iuv_matches};
}

crypto::Sha256 keyed(const Transactor& transactor, std::string_view name, BytesView content) {
  return transactor.vault().tokens().request_hash(OperatorId{}, name, content);
}

log::StreamId stream_of_iuv(const Transactor& transactor, std::string_view iuv) {
  return streams::payment_number(keyed(transactor, "telaio/iuv/v1", as_bytes(iuv)));
}

std::string candidate(const Transactor& transactor, const NoticeId& notice,
                      std::uint32_t segregation, std::uint32_t attempt) {
  Bytes content(notice.bytes.begin(), notice.bytes.end());
  append_u32(content, attempt);
  const auto digest = keyed(transactor, "telaio/iuv-digits/v1", content);
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof(number); ++i) {
    number = (number << 8U) | std::to_integer<std::uint64_t>(digest[i]);
  }
  return domain::iuv_of(segregation, number % domain::iuv_base_end);
}

// The first number that nobody has, or that this notice has already.
Result<std::string, Failure> free_iuv(const Transactor& transactor, const NoticeId& notice,
                                      std::uint32_t segregation) {
  for (std::uint32_t attempt = 0; attempt < iuv_attempts_max; ++attempt) {
    std::string iuv = candidate(transactor, notice, segregation, attempt);
    const auto taken = transactor.load<domain::Reservation>(stream_of_iuv(transactor, iuv));
    if (!taken) return taken.error();
    if (!taken->state.held_by || *taken->state.held_by == notice) return iuv;
  }
  return Failure(Refusal{domain::refusals::account_iuv_exhausted, {}});
}

// The decision on the account, and the reservation of the notice's number with it.
Result<Plan, Failure> plan_with_iuv(const Transactor& transactor, const log::StreamId& stream,
                                    const log::Expectation& expected, domain::Decision decision,
                                    const NoticeId& notice, const std::string& iuv) {
  if (!decision) return Failure(decision.error());
  bool issues = false;
  for (const auto& event : *decision) {
    issues = issues || event.fact.type == schema::Fact::PaymentNoticeIssued;
  }
  Plan plan = on_stream(stream, expected, std::move(*decision));
  if (!issues) return plan;
  const auto taken = take_reservation(transactor, stream_of_iuv(transactor, iuv), notice, plan);
  if (!taken) return taken.error();
  return plan;
}

}  // namespace

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::IssueInvoice& command) {
  return run_on_stream<domain::Account>(transactor, request, streams::account(command.person),
                                        command, context_of(transactor));
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const IssueNotice& command) {
  const auto stream = streams::account(command.person);
  return transactor.run(request, [&]() -> Result<Plan, Failure> {
    const auto loaded = transactor.load<domain::Account>(stream);
    if (!loaded) return loaded.error();
    const auto iuv = free_iuv(transactor, command.notice, command.segregation);
    if (!iuv) return iuv.error();
    const domain::IssueNotice wanted{command.notice, command.invoice, command.due_on, *iuv};
    return plan_with_iuv(transactor, stream, loaded->expected,
                         decide(loaded->state, wanted, context_of(transactor)), command.notice,
                         *iuv);
  });
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const CloseNotice& command) {
  const auto stream = streams::account(command.person);
  return transactor.run(request, [&]() -> Result<Plan, Failure> {
    const auto loaded = transactor.load<domain::Account>(stream);
    if (!loaded) return loaded.error();
    bool matches = false;
    if (!command.iuv.empty()) {
      const auto holder =
          transactor.load<domain::Reservation>(stream_of_iuv(transactor, command.iuv));
      if (!holder) return holder.error();
      matches = holder->state.held_by == command.outcome.notice;
    }
    auto decision = decide(loaded->state, command.outcome, context_of(transactor, matches));
    if (!decision) return Failure(decision.error());
    return on_stream(stream, loaded->expected, std::move(*decision));
  });
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const ReplaceNotice& command) {
  const auto stream = streams::account(command.person);
  return transactor.run(request, [&]() -> Result<Plan, Failure> {
    const auto loaded = transactor.load<domain::Account>(stream);
    if (!loaded) return loaded.error();
    const auto iuv = free_iuv(transactor, command.replacement, command.segregation);
    if (!iuv) return iuv.error();
    const domain::ReplaceNotice wanted{command.notice, command.replacement, command.correction,
                                       command.due_on, *iuv};
    return plan_with_iuv(transactor, stream, loaded->expected,
                         decide(loaded->state, wanted, context_of(transactor)), command.replacement,
                         *iuv);
  });
}

}  // namespace telaio::app
