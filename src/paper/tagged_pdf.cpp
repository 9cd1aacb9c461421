// SPDX-License-Identifier: EUPL-1.2
#include "paper/tagged_pdf.hpp"

#include <cairo/cairo-pdf.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <memory>

#include "base/overloaded.hpp"
#include "paper/paper_faults.hpp"
#include "paper/pdf_catalogue.hpp"

// fontconfig 2.14 loses a few hundred bytes once, while it reads the fonts of the machine; nobody
// else's leak is forgiven.
#if __has_feature(address_sanitizer)
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig";
}
#endif

namespace telaio::paper {
namespace {

// A4 in points, and the margins of a letter.
constexpr double page_width = 595.28;
constexpr double page_height = 841.89;
constexpr double margin = 56.7;  // 2 cm.
constexpr double text_width = page_width - 2 * margin;
constexpr double text_end = page_height - margin - 24;  // Above the footer.
constexpr double name_width = 190;                      // Of the first column of facts.

struct CairoFree {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
  void operator()(PangoFontMap* map) const { g_object_unref(map); }
  void operator()(PangoContext* context) const { g_object_unref(context); }
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
  void operator()(PangoAttrList* it) const { pango_attr_list_unref(it); }
};
template <class Kind>
using Owned = std::unique_ptr<Kind, CairoFree>;

cairo_status_t append(void* closure, const unsigned char* bytes, unsigned int size) {
  auto& file = *static_cast<std::string*>(closure);
  for (unsigned int i = 0; i < size; ++i) file.push_back(static_cast<char>(bytes[i]));
  return CAIRO_STATUS_SUCCESS;
}

struct Style {
  const char* font;
  double after = 8;  // Space below, in points.
};
constexpr Style body{"Liberation Sans 10.5"};
constexpr Style heading{"Liberation Sans Bold 13", 6};
constexpr Style small{"Liberation Sans 8.5"};
constexpr Style close{"Liberation Sans 10.5", 0};
constexpr Style row{"Liberation Sans 10.5", 3};
constexpr Style name{"Liberation Sans Bold 10.5", 3};

class Page {
 public:
  Page(cairo_t* context, const Letter& letter)
      : context_(context),
        letter_(letter),
        fonts_(pango_cairo_font_map_new()),
        words_(pango_font_map_create_context(fonts_.get())) {}

  void write(const Block& block) {
    std::visit(Overloaded{
                   [&](const Heading& it) { tagged("H1", it.text, heading); },
                   [&](const Paragraph& it) { tagged("P", it.text, body); },
                   [&](const Address& it) { write(it); },
                   [&](const Facts& it) { write(it); },
                   [&](const Steps& it) { write(it); },
               },
               block);
  }

  void finish() {
    write_footer();
    cairo_show_page(context_);
  }
  std::size_t pages() const { return page_; }

 private:
  Owned<PangoLayout> layout_of(const std::string& text, const Style& style, double width) {
    Owned<PangoLayout> layout(pango_layout_new(words_.get()));
    const Owned<PangoFontDescription> font(pango_font_description_from_string(style.font));
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    // A word that is cut at the margin is a code or a hash: a hyphen would read as part of it.
    const Owned<PangoAttrList> attributes(pango_attr_list_new());
    pango_attr_list_insert(attributes.get(), pango_attr_insert_hyphens_new(FALSE));
    pango_layout_set_attributes(layout.get(), attributes.get());
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    return layout;
  }

  static double height_of(PangoLayout* layout) {
    int height = 0;
    pango_layout_get_size(layout, nullptr, &height);
    return static_cast<double>(height) / PANGO_SCALE;
  }

  void show(PangoLayout* layout, double x, double y) {
    cairo_move_to(context_, x, y);
    pango_cairo_show_layout(context_, layout);
  }

  // A block stays whole where it fits on a page at all; a longer one is cut at its lines.
  void make_room(double height) {
    if (y_ + height <= text_end || y_ <= margin) return;
    turn();
  }

  void turn() {
    write_footer();
    cairo_show_page(context_);
    ++page_;
    y_ = margin;
  }

  void lines(PangoLayout* layout, double x) {
    PangoLayoutIter* line = pango_layout_get_iter(layout);
    do {
      PangoRectangle extent;
      pango_layout_iter_get_line_extents(line, nullptr, &extent);
      const double height = static_cast<double>(extent.height) / PANGO_SCALE;
      if (y_ + height > text_end) turn();
      const double baseline =
          static_cast<double>(pango_layout_iter_get_baseline(line) - extent.y) / PANGO_SCALE;
      cairo_move_to(context_, x, y_ + baseline);
      pango_cairo_show_layout_line(context_, pango_layout_iter_get_line_readonly(line));
      y_ += height;
    } while (pango_layout_iter_next_line(line) != 0);
    pango_layout_iter_free(line);
  }

  void tagged(const char* tag, const std::string& text, const Style& style, double x = margin) {
    const auto layout = layout_of(text, style, page_width - margin - x);
    if (height_of(layout.get()) <= text_end - margin) make_room(height_of(layout.get()));
    cairo_tag_begin(context_, tag, nullptr);
    lines(layout.get(), x);
    cairo_tag_end(context_, tag);
    y_ += style.after;
  }

  // One paragraph for each line: read aloud, two lines are not run together.
  void write(const Address& address) {
    for (const std::string& line : address.lines) tagged("P", line, close);
    y_ += body.after;
  }

  void cell(const char* tag, PangoLayout* layout, double x) {
    cairo_tag_begin(context_, tag, nullptr);
    show(layout, x, y_);
    cairo_tag_end(context_, tag);
  }

  void write(const Facts& facts) {
    cairo_tag_begin(context_, "Table", nullptr);
    for (const Facts::Row& each : facts.rows) {
      const auto left = layout_of(each.name, name, name_width - 12);
      const auto right = layout_of(each.value, row, text_width - name_width);
      const double height = std::max(height_of(left.get()), height_of(right.get()));
      make_room(height);
      cairo_tag_begin(context_, "TR", nullptr);
      cell("TH", left.get(), margin);
      cell("TD", right.get(), margin + name_width);
      cairo_tag_end(context_, "TR");
      y_ += height + row.after;
    }
    cairo_tag_end(context_, "Table");
    y_ += body.after;
  }

  void write(const Steps& steps) {
    cairo_tag_begin(context_, "L", nullptr);
    for (std::size_t i = 0; i < steps.items.size(); ++i) {
      const auto number = layout_of(fmt::format("{}.", i + 1), row, 20);
      const auto text = layout_of(steps.items[i], row, text_width - 22);
      make_room(height_of(text.get()));
      cairo_tag_begin(context_, "LI", nullptr);
      cell("Lbl", number.get(), margin);
      cell("LBody", text.get(), margin + 22);
      cairo_tag_end(context_, "LI");
      y_ += height_of(text.get()) + row.after;
    }
    cairo_tag_end(context_, "L");
    y_ += body.after;
  }

  // Outside every tag: a screen reader does not repeat it on each page.
  void write_footer() {
    const auto layout =
        layout_of(fmt::format("{} · pagina {}", letter_.footer, page_), small, text_width);
    show(layout.get(), margin, page_height - margin);
  }

  cairo_t* context_;
  const Letter& letter_;
  Owned<PangoFontMap> fonts_;
  Owned<PangoContext> words_;
  double y_ = margin;
  std::size_t page_ = 1;
};

Fault unwritable(cairo_status_t status) {
  return {std::string(faults::unwritable), cairo_status_to_string(status)};
}

}  // namespace

Result<Pdf, Fault> to_pdf(const Letter& letter) {
  std::string file;
  {
    const Owned<cairo_surface_t> surface(
        cairo_pdf_surface_create_for_stream(append, &file, page_width, page_height));
    cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_5);
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, letter.title.c_str());
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_AUTHOR, letter.author.c_str());
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                   to_string(letter.made).c_str());
    const Owned<cairo_t> context(cairo_create(surface.get()));
    Page page(context.get(), letter);
    cairo_tag_begin(context.get(), "Document", nullptr);
    for (const Block& block : letter.blocks) {
      page.write(block);
      if (page.pages() > pages_max) {
        return Fault{std::string(faults::too_long), std::to_string(pages_max) + " pages"};
      }
    }
    cairo_tag_end(context.get(), "Document");
    page.finish();
    cairo_surface_finish(surface.get());
    if (const auto status = cairo_status(context.get()); status != CAIRO_STATUS_SUCCESS) {
      return unwritable(status);
    }
    if (const auto status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS) {
      return unwritable(status);
    }
  }
  return with_language(Pdf{std::move(file)}, "it-IT");
}

}  // namespace telaio::paper
