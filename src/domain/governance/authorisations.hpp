// SPDX-License-Identifier: EUPL-1.2
// Who may act in which role, where and when: the stream `governance` (cartella-sociale 4). The name
// of an operator is sealed under the operator's own key and given once.
//
// Pure code: no clock, no I/O. `evolve` applies one stored event and cannot fail.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/code.hpp"
#include "domain/code_lists.hpp"
#include "domain/event.hpp"

namespace telaio::domain {

struct Authorisations {
  struct Entry {
    schema::Role role = schema::Role::unknown;
    Code scope_unit;  // Empty: the whole Ambito.
    DateInterval during;
    OperatorId granted_by;

    bool operator==(const Entry&) const = default;
  };

  std::map<OperatorId, std::vector<Entry>> by_operator;  // An operator in it has given the name.
};

// In force on that day.
std::vector<Authorisations::Entry> authorised_on(const Authorisations& all,
                                                 const OperatorId& operator_id, Date on);

// From `from` on, this is what holds for the operator in that role and unit: it replaces an earlier
// authorisation from that day. To revoke one, repeat it with its own `from` and the last day in
// `to`. The name is needed the first time and refused later.
struct ChangeAuthorisation {
  OperatorId operator_id;
  schema::Role role = schema::Role::unknown;
  Code scope_unit;  // Empty: the whole Ambito.
  Date from;
  std::optional<Date> to;  // Last day.
  OperatorId granted_by;
  std::string surname;
  std::string given_name;
};

struct AuthorisationContext {
  Date today;
  const CodeLists& codes;
};

Decision decide(const Authorisations& all, const ChangeAuthorisation& command,
                const AuthorisationContext& context);

Authorisations evolve(Authorisations all, const schema::Header& stored);

}  // namespace telaio::domain
