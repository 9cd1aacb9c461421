// SPDX-License-Identifier: EUPL-1.2
#include "tools/schema_gate/schema_tree.hpp"

#include <flatbuffers/idl.h>
#include <flatbuffers/reflection_generated.h>
#include <fmt/format.h>

#include <fstream>
#include <iterator>

namespace telaio::schema_gate {
namespace {

Fault does_not_compile(const std::string& name, std::string_view said) {
  return {"schema.does_not_compile", fmt::format("{}: {}", name, said)};
}

std::string base_name(reflection::BaseType type) {
  // The compiler's names of scalars, in lower case: the same in every file.
  std::string name = reflection::EnumNameBaseType(type);
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name;
}

bool is_record(reflection::BaseType type) {
  return type == reflection::Obj;
}

// An index means an object for Obj, else an enumeration or union.
std::string element_name(const reflection::Schema& schema, reflection::BaseType base,
                         std::int32_t index) {
  if (index < 0) return base_name(base);
  const auto at = static_cast<flatbuffers::uoffset_t>(index);
  if (is_record(base)) return schema.objects()->Get(at)->name()->str();
  const auto* declared = schema.enums()->Get(at);
  return fmt::format("{} {}", base_name(base), declared->name()->str());
}

std::string type_name(const reflection::Schema& schema, const reflection::Type& type) {
  if (type.base_type() == reflection::Vector) {
    return fmt::format("[{}]", element_name(schema, type.element(), type.index()));
  }
  if (type.base_type() == reflection::Array) {
    return fmt::format("[{}:{}]", element_name(schema, type.element(), type.index()),
                       type.fixed_length());
  }
  return element_name(schema, type.base_type(), type.index());
}

bool is_real(const reflection::Type& type) {
  return type.base_type() == reflection::Float || type.base_type() == reflection::Double;
}

Field field_of(const reflection::Schema& schema, const reflection::Field& declared,
               bool of_struct) {
  Field field;
  field.name = declared.name()->str();
  field.type = type_name(schema, *declared.type());
  field.value = is_real(*declared.type()) ? fmt::format("{}", declared.default_real())
                                          : fmt::format("{}", declared.default_integer());
  field.optional = declared.optional();
  field.required = declared.required();
  field.key = declared.key();
  field.deprecated = declared.deprecated();
  if (of_struct) field.offset = declared.offset();
  return field;
}

Record record_of(const reflection::Schema& schema, const reflection::Object& object) {
  Record record;
  record.is_struct = object.is_struct();
  if (record.is_struct) {
    record.alignment = object.minalign();
    record.size = object.bytesize();
  }
  for (const auto* field : *object.fields()) {
    record.fields[field->id()] = field_of(schema, *field, record.is_struct);
  }
  return record;
}

Enumeration enumeration_of(const reflection::Schema& schema, const reflection::Enum& declared) {
  Enumeration found;
  found.is_union = declared.is_union();
  found.underlying = base_name(declared.underlying_type()->base_type());
  for (const auto* value : *declared.values()) {
    std::string table;
    const auto* member = value->union_type();
    if (found.is_union && member != nullptr && member->base_type() != reflection::None) {
      table = type_name(schema, *member);
    }
    found.values[value->value()] = {value->name()->str(), std::move(table)};
  }
  return found;
}

}  // namespace

Result<Done, Fault> add_text(SchemaTree& tree, const std::string& name, const std::string& text,
                             const std::filesystem::path& folder) {
  flatbuffers::IDLOptions options;
  options.no_warnings = true;
  flatbuffers::Parser parser(options);
  const std::string includes = folder.string();
  const std::array<const char*, 2> paths = {includes.c_str(), nullptr};
  const std::string file = (folder / name).string();
  if (!parser.Parse(text.c_str(), const_cast<const char**>(paths.data()), file.c_str())) {
    return does_not_compile(name, parser.error_);
  }
  parser.Serialize();
  const auto& schema = *reflection::GetSchema(parser.builder_.GetBufferPointer());
  for (const auto* object : *schema.objects()) {
    tree.records[object->name()->str()] = record_of(schema, *object);
  }
  for (const auto* declared : *schema.enums()) {
    tree.enumerations[declared->name()->str()] = enumeration_of(schema, *declared);
  }
  if (schema.root_table() != nullptr) {
    const auto* identifier = schema.file_ident();
    tree.roots[name] = {schema.root_table()->name()->str(),
                        identifier != nullptr ? identifier->str() : std::string()};
  }
  return Done{};
}

Result<SchemaTree, Fault> read_folder(const std::filesystem::path& folder) {
  SchemaTree tree;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".fbs") continue;
    std::ifstream file(entry.path());
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const std::string name = entry.path().filename().string();
    if (!file.good() || text.empty()) return does_not_compile(name, "cannot be read, or is empty");
    if (const auto added = add_text(tree, name, text, folder); !added) return added.error();
  }
  if (tree.records.empty()) return does_not_compile(folder.string(), "no schema in the folder");
  return tree;
}

}  // namespace telaio::schema_gate
