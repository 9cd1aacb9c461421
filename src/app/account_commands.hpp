// SPDX-License-Identifier: EUPL-1.2
// Commands on what somebody is asked to pay (domain/account). The IUV of a notice is made here: its
// digits are a keyed digest of the notice's own opaque id, and a reservation in the same commit
// sees that no other notice, ever, has the same. The reservation's stream is named by a keyed
// digest of the IUV, so the log tells nobody who does not have the IUV which notice it belongs to.
//
// Whoever calls has authorised the actor. All block on disk; all are safe to repeat.
#pragma once

#include <string>

#include "app/commands.hpp"
#include "domain/account/account.hpp"

namespace telaio::app {

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::IssueInvoice& command);

struct IssueNotice {
  PersonId person;
  InvoiceId invoice;
  NoticeId notice;
  Date due_on;
  std::uint32_t segregation = 0;
};
Executed execute(Transactor& transactor, const CommandRequest& request, const IssueNotice& command);

// `iuv`: as on the receipt; only for a payment.
struct CloseNotice {
  PersonId person;
  domain::CloseNotice outcome;
  std::string iuv;
};
Executed execute(Transactor& transactor, const CommandRequest& request, const CloseNotice& command);

struct ReplaceNotice {
  PersonId person;
  NoticeId notice;
  NoticeId replacement;
  std::optional<domain::ReplaceNotice::Correction> correction;
  Date due_on;
  std::uint32_t segregation = 0;
};
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const ReplaceNotice& command);

}  // namespace telaio::app
