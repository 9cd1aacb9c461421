// SPDX-License-Identifier: EUPL-1.2
#include "app/settlements.hpp"

#include "app/fees.hpp"
#include "app/run_on_stream.hpp"
#include "app/streams.hpp"
#include "crypto/digest.hpp"
#include "domain/checks.hpp"
#include "domain/fee/fee_refusals.hpp"

namespace telaio::app {
namespace {

namespace fees = domain::fees;
namespace codes = domain::refusals;

template <class Id>
std::optional<EventId> event_of(const std::map<Id, EventId>& events, const std::optional<Id>& id) {
  if (!id) return std::nullopt;
  const auto found = events.find(*id);
  return found == events.end() ? std::nullopt : std::optional<EventId>(found->second);
}

std::optional<EventId> cause_of(const FeeInputs& inputs, const fees::TouchedPeriod& effect) {
  switch (effect.cause) {
    case fees::Cause::documents_accepted:
      return event_of(inputs.accepted, domain::value_of(effect.now.attestation));
    case fees::Cause::regulation_changed:
      return event_of<RegulationId>(inputs.published, effect.now.regulation);
    case fees::Cause::regulation_annulled:
      return event_of<RegulationId>(inputs.withdrawn, effect.regulation);
    case fees::Cause::rectified:
    case fees::Cause::new_attestation:
    case fees::Cause::corrente_began:
    case fees::Cause::corrente_ended:
    case fees::Cause::expired:
    case fees::Cause::entry_voided:
    case fees::Cause::recomputed:
      break;
  }
  return event_of(inputs.acquired, domain::value_of(effect.now.attestation));
}

// One line a period, in order, with all that decides the money.
std::string proposal_of(const FeeInputs& inputs, const fees::Effects& effects) {
  std::string text = "telaio/settlement-proposal/v1\n" + to_string(inputs.service.id) + "\n";
  for (const fees::TouchedPeriod& each : effects.touched) {
    const auto attestation = domain::value_of(each.now.attestation);
    text += to_string(*each.now.supersedes) + " " + to_string(each.period.from) + " " +
            to_string(each.period.to) + " " + to_string(each.charged) + " " +
            to_string(each.now.amount) + " " + to_string(each.now.regulation) + " " +
            (attestation ? to_string(*attestation) : "-") + "\n";
  }
  return to_hex(crypto::sha256(as_bytes(text)));
}

const fees::Version& version_of(const FeeInputs& inputs, const RegulationId& id) {
  for (const fees::Version& each : inputs.versions) {
    if (each.id == id) return each;
  }
  TELAIO_ASSERT(false);  // effects_of() names only versions it was given.
  return inputs.versions.front();
}

domain::DecideSettlement decision_of(const ServiceEffects& seen, const SettleFees& command,
                                     const CommandId& id, Date today) {
  domain::DecideSettlement decision;
  decision.settlement = settlement_id_of(id);
  decision.service = seen.inputs.service.id;
  decision.method = command.method;
  decision.instalments = command.instalments;
  decision.on = today;
  for (std::size_t i = 0; i < seen.effects.touched.size(); ++i) {
    const fees::TouchedPeriod& each = seen.effects.touched[i];
    const fees::Version& version = version_of(seen.inputs, each.now.regulation);
    domain::Redetermination period;
    period.determined = each.now;
    period.determined.fee = fee_id_of(id, i);
    period.charged = each.charged;
    period.regulation = version.id;
    period.regulation_from = version.rule.valid_from.value_or(Date());
    period.regulation_to = version.rule.valid_to;
    period.period_cost = each.period_cost;
    decision.periods.push_back(std::move(period));
    // The first fact that changed an amount stands for all.
    if (!decision.cause && each.charged != each.now.amount) decision.cause = seen.causes[i];
  }
  return decision;
}

}  // namespace

Result<ServiceEffects, Failure> effects_on_service(const Transactor& transactor,
                                                   const FeeInputsQuestion& question) {
  auto inputs = load_fee_inputs(transactor, question);
  if (!inputs) return inputs.error();
  auto effects = fees::effects_of(standing_fees(*inputs),
                                  {inputs->versions, inputs->attestations, inputs->answer_missing});
  if (!effects) return Failure(effects.error());
  ServiceEffects seen;
  seen.inputs = std::move(*inputs);
  seen.effects = std::move(*effects);
  for (const fees::TouchedPeriod& each : seen.effects.touched) {
    seen.causes.push_back(cause_of(seen.inputs, each));
  }
  seen.proposal = proposal_of(seen.inputs, seen.effects);
  return seen;
}

SettlementId settlement_id_of(const CommandId& command) {
  constexpr std::string_view domain = "telaio/settlement-id/v1";
  const auto digest = crypto::sha256({as_bytes(domain), command.view()});
  return SettlementId(uuid_from(BytesView(digest).first(id_size)));
}

Executed execute(Transactor& transactor, const CommandRequest& request, const SettleFees& command) {
  return transactor.run(request, [&]() -> Result<Plan, Failure> {
    const auto seen = effects_on_service(transactor, command.question);
    if (!seen) return seen.error();
    if (seen->effects.touched.empty()) return Failure(Refusal{codes::fee_nothing_to_settle, {}});
    if (seen->proposal != command.proposal) {
      return Failure(Refusal{codes::fee_settlement_stale, {}});
    }
    const auto decision = decision_of(*seen, command, request.command, transactor.today());
    auto decided = decide(seen->inputs.history, decision,
                          domain::SettlementContext{transactor.today(), transactor.codes()});
    if (!decided) return Failure(decided.error());
    Plan plan = on_stream(streams::fee(command.question.service), seen->inputs.expected,
                          std::move(*decided));
    // Whatever was read must still be so when this is written: otherwise it is decided again.
    if (!plan.writes.empty()) plan.guards = seen->inputs.guards;
    return plan;
  });
}

Executed execute(Transactor& transactor, const CommandRequest& request, const ServiceId& service,
                 const domain::NotifyFee& command) {
  return run_on_stream<domain::FeeHistory>(transactor, request, streams::fee(service), command,
                                           domain::ContestContext{transactor.today()});
}

Executed execute(Transactor& transactor, const CommandRequest& request, const ServiceId& service,
                 const domain::RequestReview& command) {
  return run_on_stream<domain::FeeHistory>(transactor, request, streams::fee(service), command,
                                           domain::ContestContext{transactor.today()});
}

Executed execute(Transactor& transactor, const CommandRequest& request, const ServiceId& service,
                 const domain::DecideReview& command) {
  return run_on_stream<domain::FeeHistory>(transactor, request, streams::fee(service), command,
                                           domain::ContestContext{transactor.today()});
}

}  // namespace telaio::app
