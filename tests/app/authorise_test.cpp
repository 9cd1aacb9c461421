// SPDX-License-Identifier: EUPL-1.2
#include "app/authorise.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace telaio::app {
namespace {

using schema::Role;
using schema::VisibilityClass;

Verdict reads(Role role, VisibilityClass visibility, Assignment assignment, bool opened = false) {
  return authorise({role, Action::read, visibility, assignment, opened}).verdict;
}

const std::vector<Assignment> every_assignment{Assignment::none, Assignment::unit, Assignment::own};

TEST(Authorise, ASocialWorkerReadsTheWholeOwnCaseButWhatIsSealedToNamedPersons) {
  EXPECT_EQ(reads(Role::social_worker, VisibilityClass::p4, Assignment::own), Verdict::allowed);
  EXPECT_EQ(reads(Role::social_worker, VisibilityClass::p5, Assignment::own), Verdict::refused);
}

TEST(Authorise, AColleaguesDiaryIsMaskedAndAnotherUnitsCaseRefused) {
  EXPECT_EQ(reads(Role::social_worker, VisibilityClass::p2, Assignment::unit), Verdict::allowed);
  EXPECT_EQ(reads(Role::social_worker, VisibilityClass::p3, Assignment::unit), Verdict::masked);
  EXPECT_EQ(reads(Role::social_worker, VisibilityClass::p1, Assignment::none), Verdict::refused);
}

TEST(Authorise, TheHeadReadsTheUnitButNotCourtPapersOfOthers) {
  EXPECT_EQ(reads(Role::head, VisibilityClass::p3, Assignment::unit), Verdict::allowed);
  EXPECT_EQ(reads(Role::head, VisibilityClass::p4, Assignment::unit), Verdict::masked);
  EXPECT_EQ(reads(Role::head, VisibilityClass::p4, Assignment::own), Verdict::allowed);
  EXPECT_EQ(reads(Role::head, VisibilityClass::p2, Assignment::none), Verdict::refused);
}

TEST(Authorise, AManagerSeesNoPersonalDataWhoeverTheCaseBelongsTo) {
  for (const auto assignment : every_assignment) {
    for (int level = 1; level <= 5; ++level) {
      EXPECT_EQ(reads(Role::manager, static_cast<VisibilityClass>(level), assignment, true),
                Verdict::refused);
    }
  }
  EXPECT_EQ(authorise({Role::manager, Action::aggregate}).verdict, Verdict::allowed);
  EXPECT_EQ(authorise({Role::manager, Action::search}).verdict, Verdict::refused);
}

TEST(Authorise, AnAuditorSeesPseudonymsUntilAReasonIsGiven) {
  EXPECT_EQ(reads(Role::auditor, VisibilityClass::p3, Assignment::none), Verdict::masked);
  EXPECT_EQ(reads(Role::auditor, VisibilityClass::p3, Assignment::none, true), Verdict::allowed);
  EXPECT_EQ(reads(Role::auditor, VisibilityClass::p5, Assignment::none, true), Verdict::refused);
  EXPECT_EQ(
      authorise({Role::auditor, Action::write, VisibilityClass::p0, Assignment::own, true}).verdict,
      Verdict::refused);
}

TEST(Authorise, OnlyTheHeadPublishesActsOfTheBody) {
  EXPECT_EQ(authorise({Role::head, Action::publish}).verdict, Verdict::allowed);
  for (const auto role : {Role::social_worker, Role::manager, Role::auditor, Role::administrator,
                          Role::system, Role::unknown}) {
    EXPECT_EQ(authorise({role, Action::publish}).verdict, Verdict::refused);
  }
}

TEST(Authorise, OnlyTheHeadAndTheAdministratorTakePartInAnErasure) {
  EXPECT_EQ(authorise({Role::head, Action::dispose}).verdict, Verdict::allowed);
  EXPECT_EQ(authorise({Role::administrator, Action::dispose}).verdict, Verdict::allowed);
  for (const auto role :
       {Role::social_worker, Role::manager, Role::auditor, Role::system, Role::unknown}) {
    EXPECT_EQ(authorise({role, Action::dispose}).verdict, Verdict::refused);
  }
}

TEST(Authorise, AnAdministratorRunsThePlatformAndReadsNobody) {
  EXPECT_EQ(authorise({Role::administrator, Action::administer}).verdict, Verdict::allowed);
  EXPECT_EQ(reads(Role::administrator, VisibilityClass::p1, Assignment::own), Verdict::refused);
}

TEST(Authorise, OnlyTheCaseManagerOrTheHeadOfTheUnitWrites) {
  const auto writes = [](Role role, Assignment assignment) {
    return authorise({role, Action::write, VisibilityClass::p3, assignment, false}).verdict;
  };
  EXPECT_EQ(writes(Role::social_worker, Assignment::own), Verdict::allowed);
  EXPECT_EQ(writes(Role::social_worker, Assignment::unit), Verdict::refused);
  EXPECT_EQ(writes(Role::head, Assignment::unit), Verdict::allowed);
  EXPECT_EQ(writes(Role::head, Assignment::none), Verdict::refused);
}

TEST(Authorise, NobodyWithoutARoleDoesAnything) {
  for (const Role role : {Role::unknown, Role::system}) {
    for (const Action action : {Action::read, Action::write, Action::search, Action::verify,
                                Action::administer, Action::aggregate}) {
      EXPECT_EQ(authorise({role, action, VisibilityClass::p0, Assignment::own, true}).verdict,
                Verdict::refused);
    }
  }
}

}  // namespace
}  // namespace telaio::app
