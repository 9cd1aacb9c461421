// SPDX-License-Identifier: EUPL-1.2
#include "schemas/verified.hpp"

#include "base/limits.hpp"

namespace telaio::schema {
namespace {

flatbuffers::Verifier verifier(BytesView bytes) {
  return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(),
          static_cast<flatbuffers::uoffset_t>(limits::flatbuffer_depth_max),
          static_cast<flatbuffers::uoffset_t>(limits::flatbuffer_tables_max)};
}

template <class Table, class Native>
Bytes finished(const Native& native, const char* identifier) {
  flatbuffers::FlatBufferBuilder builder(512);
  builder.Finish(Table::Pack(builder, &native), identifier);
  return to_bytes(std::as_bytes(std::span(builder.GetBufferPointer(), builder.GetSize())));
}

}  // namespace

const Header* verified_header(BytesView bytes) {
  auto check = verifier(bytes);
  if (!VerifyHeaderBuffer(check)) return nullptr;
  return GetHeader(bytes.data());
}

const Private* verified_private(BytesView bytes) {
  auto check = verifier(bytes);
  if (!check.VerifyBuffer<Private>(nullptr)) return nullptr;
  return flatbuffers::GetRoot<Private>(bytes.data());
}

Bytes encode(const HeaderT& header) {
  return finished<Header>(header, HeaderIdentifier());
}

Bytes encode(const PrivateT& content) {
  return finished<Private>(content, nullptr);
}

}  // namespace telaio::schema
