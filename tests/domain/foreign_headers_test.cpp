// SPDX-License-Identifier: EUPL-1.2
// A damaged or foreign header may hold a fact without any of its fields: the verifier of
// FlatBuffers checks bounds, not presence. Folding it must not crash, whatever the aggregate.
#include <gtest/gtest.h>

#include "domain/adi/adi.hpp"
#include "domain/ambito/ambito.hpp"
#include "domain/case_file/case_file.hpp"
#include "domain/contact/contact.hpp"
#include "domain/criteria/criteria.hpp"
#include "domain/fee/fee.hpp"
#include "domain/governance/authorisations.hpp"
#include "domain/governance/corrections.hpp"
#include "domain/household/household.hpp"
#include "domain/isee/isee.hpp"
#include "domain/person/person.hpp"
#include "domain/ranking/ranking.hpp"
#include "domain/regulation/regulation.hpp"
#include "domain/reservation/reservation.hpp"
#include "domain/service/service.hpp"

namespace telaio::domain {
namespace {

// A header of that type whose fact has no field; without a fact at all when `with_table` is false.
flatbuffers::DetachedBuffer empty_header(schema::Fact type, bool with_table) {
  flatbuffers::FlatBufferBuilder builder;
  flatbuffers::Offset<void> fact = 0;
  if (with_table) fact = flatbuffers::Offset<void>(builder.EndTable(builder.StartTable()));
  schema::HeaderBuilder header(builder);
  header.add_fact_type(type);
  if (with_table) header.add_fact(fact);
  builder.Finish(header.Finish(), schema::HeaderIdentifier());
  return builder.Release();
}

template <class State>
void fold_twice(const schema::Header& header) {
  State state = evolve(State{}, header);
  state = evolve(std::move(state), header);
}

void fold_everywhere(const schema::Header& header) {
  fold_twice<AdiPath>(header);
  fold_twice<Ambito>(header);
  fold_twice<Authorisations>(header);
  fold_twice<CaseFile>(header);
  fold_twice<Contact>(header);
  fold_twice<Corrections>(header);
  fold_twice<CriteriaFile>(header);
  fold_twice<FeeHistory>(header);
  fold_twice<Household>(header);
  fold_twice<IseeFolder>(header);
  fold_twice<Person>(header);
  fold_twice<RankingFile>(header);
  fold_twice<RegulationFile>(header);
  fold_twice<Reservation>(header);
  fold_twice<Service>(header);
}

TEST(ForeignHeaders, WithoutFieldsAreFoldedByEveryAggregateWithoutACrash) {
  std::size_t folded_types = 0;
  for (const schema::Fact type : schema::EnumValuesFact()) {
    if (type == schema::Fact::NONE) continue;
    SCOPED_TRACE(schema::EnumNameFact(type));
    const auto buffer = empty_header(type, true);
    flatbuffers::Verifier verifier(buffer.data(), buffer.size());
    ASSERT_TRUE(schema::VerifyHeaderBuffer(verifier)) << "the verifier lets such a header through";
    fold_everywhere(*schema::GetHeader(buffer.data()));
    ++folded_types;
  }
  EXPECT_GE(folded_types, 35U);
}

TEST(ForeignHeaders, WithoutAFactAreFoldedToo) {
  const auto buffer = empty_header(schema::Fact::NONE, false);
  fold_everywhere(*schema::GetHeader(buffer.data()));
  const auto corrections = evolve(Corrections{}, *schema::GetHeader(buffer.data()));
  EXPECT_EQ(corrections.events.size(), 1U);
}

}  // namespace
}  // namespace telaio::domain
