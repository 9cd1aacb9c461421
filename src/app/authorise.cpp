// SPDX-License-Identifier: EUPL-1.2
#include "app/authorise.hpp"

namespace telaio::app {
namespace {

using schema::Role;
using schema::VisibilityClass;

constexpr Answer allowed(std::string_view rule) {
  return {Verdict::allowed, rule};
}
constexpr Answer masked(std::string_view rule) {
  return {Verdict::masked, rule};
}
constexpr Answer refused(std::string_view rule) {
  return {Verdict::refused, rule};
}

// Own cases whole but for what is sealed to named persons; a colleague's case of the same unit
// without the diary (L. 119/2001: professional secrecy is the worker's, not the office's).
Answer social_worker(const Question& q) {
  switch (q.action) {
    case Action::search:
    case Action::aggregate:
      return allowed("social_worker.own_office");
    case Action::write:
      return q.assignment == Assignment::own ? allowed("social_worker.own_case")
                                             : refused("social_worker.not_own_case");
    case Action::read:
      if (q.visibility == VisibilityClass::p0) return allowed("everyone.p0");
      if (q.visibility == VisibilityClass::p5) return refused("everyone.p5");
      if (q.assignment == Assignment::own) return allowed("social_worker.own_case");
      if (q.assignment == Assignment::none) return refused("social_worker.other_unit");
      return q.visibility <= VisibilityClass::p2 ? allowed("social_worker.unit_case")
                                                 : masked("social_worker.unit_diary");
    case Action::verify:
    case Action::administer:
    case Action::publish:
    case Action::dispose:
      return refused("social_worker.not_hers");
  }
  return refused("unknown_action");
}

// The head of the service reads and reassigns within the unit; courts' papers only if assigned.
Answer head(const Question& q) {
  switch (q.action) {
    case Action::search:
    case Action::aggregate:
      return allowed("head.unit");
    case Action::write:
      return q.assignment == Assignment::none ? refused("head.other_unit") : allowed("head.unit");
    case Action::read:
      if (q.visibility == VisibilityClass::p0) return allowed("everyone.p0");
      if (q.visibility == VisibilityClass::p5) return refused("everyone.p5");
      if (q.assignment == Assignment::none) return refused("head.other_unit");
      if (q.visibility == VisibilityClass::p4 && q.assignment != Assignment::own) {
        return masked("head.court_papers");
      }
      return allowed("head.unit");
    case Action::publish:
      return allowed("head.publishes");
    case Action::dispose:
      return allowed("head.disposes");
    case Action::verify:
    case Action::administer:
      return refused("head.not_theirs");
  }
  return refused("unknown_action");
}

// Aggregates and case codes; never a person (roles: PLAN_OFFICE sees no identities).
Answer manager(const Question& q) {
  if (q.action == Action::aggregate) return allowed("manager.aggregates");
  if (q.action == Action::read && q.visibility == VisibilityClass::p0)
    return allowed("everyone.p0");
  return refused("manager.no_personal_data");
}

// Any stream, any date, as pseudonyms; identities after giving a reason, which is recorded.
Answer auditor(const Question& q) {
  switch (q.action) {
    case Action::verify:
    case Action::aggregate:
      return allowed("auditor.any");
    case Action::read:
      if (q.visibility == VisibilityClass::p0) return allowed("everyone.p0");
      if (q.visibility == VisibilityClass::p5) return refused("everyone.p5");
      return q.opened_with_reason ? allowed("auditor.opened_with_reason")
                                  : masked("auditor.pseudonyms");
    case Action::search:
    case Action::write:
    case Action::administer:
    case Action::publish:
    case Action::dispose:
      return refused("auditor.reads_only");
  }
  return refused("unknown_action");
}

// The platform, not the people.
Answer administrator(const Question& q) {
  if (q.action == Action::administer) return allowed("administrator.platform");
  // Keeps the keys, and sees nobody whom they open: the second person of an erasure.
  if (q.action == Action::dispose) return allowed("administrator.disposes");
  if (q.action == Action::read && q.visibility == VisibilityClass::p0)
    return allowed("everyone.p0");
  return refused("administrator.no_content");
}

}  // namespace

Answer authorise(const Question& question) {
  switch (question.role) {
    case Role::social_worker:
      return social_worker(question);
    case Role::head:
      return head(question);
    case Role::manager:
      return manager(question);
    case Role::auditor:
      return auditor(question);
    case Role::administrator:
      return administrator(question);
    case Role::system:
    case Role::unknown:
      return refused("no_role");
  }
  return refused("no_role");
}

}  // namespace telaio::app
