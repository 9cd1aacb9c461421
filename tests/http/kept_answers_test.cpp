// SPDX-License-Identifier: EUPL-1.2
// An answer is given again only on what it was made of.
#include "http/kept_answers.hpp"

#include <gtest/gtest.h>

#include "http/http_limits.hpp"

namespace telaio::http {
namespace {

const Date today = parse_date("2026-03-02").value();
const Date tomorrow = parse_date("2026-03-03").value();
const AnswerBasis basis{10, 7, today};

Response saying(std::string body) {
  return text_response(Status::ok, std::move(body));
}

TEST(KeptAnswers, GivesTheSameAnswerAgain) {
  KeptAnswers kept;
  EXPECT_FALSE(kept.find("/a", basis));
  kept.keep("/a", basis, saying("x"));
  const auto again = kept.find("/a", basis);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->content(), "x");
  EXPECT_EQ(again->fields, saying("x").fields);
  EXPECT_FALSE(kept.find("/b", basis));
}

TEST(KeptAnswers, ForgetsItAsSoonAsTheLogTheViewsOrTheDayMoved) {
  KeptAnswers kept;
  kept.keep("/a", basis, saying("x"));
  EXPECT_FALSE(kept.find("/a", {11, 7, today}));
  EXPECT_FALSE(kept.find("/a", {10, 8, today}));
  EXPECT_FALSE(kept.find("/a", {10, 7, tomorrow}));
  kept.keep("/b", {11, 7, today}, saying("y"));
  EXPECT_EQ(kept.size(), 1U);
  EXPECT_FALSE(kept.find("/a", basis));
}

TEST(KeptAnswers, KeepsNoRefusalNorWhatIsTooLong) {
  KeptAnswers kept;
  kept.keep("/no", basis, text_response(Status::not_found, "?"));
  kept.keep("/fits", basis, saying(std::string(limits::kept_answer_bytes_max, 'x')));
  kept.keep("/long", basis, saying(std::string(limits::kept_answer_bytes_max + 1, 'x')));
  Response closing = saying("x");
  closing.close = true;
  kept.keep("/closing", basis, closing);
  EXPECT_EQ(kept.size(), 1U);
  EXPECT_TRUE(kept.find("/fits", basis));
}

TEST(KeptAnswers, NeverHoldsMoreThanItsLimit) {
  KeptAnswers kept;
  for (std::size_t i = 0; i < limits::kept_answers_max; ++i) {
    kept.keep("/" + std::to_string(i), basis, saying("x"));
  }
  EXPECT_EQ(kept.size(), limits::kept_answers_max);
  kept.keep("/one more", basis, saying("x"));
  EXPECT_EQ(kept.size(), 1U);
}

}  // namespace
}  // namespace telaio::http
