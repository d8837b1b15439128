#include "tests/bench/support/report.hpp"

#include <algorithm>
#include <cstdio>

namespace bench {
namespace {

void print_end(std::string const& aim) {
  std::printf("%s%s\n", aim.empty() ? "" : "   aim: ", aim.c_str());
  std::fflush(stdout);
}

}  // namespace

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

double microseconds(std::chrono::nanoseconds time) {
  return static_cast<double>(time.count()) / 1000;
}

void print_title(std::string const& title) {
  std::printf("%s\n", title.c_str());
  std::fflush(stdout);
}

void print_note(std::string const& note) {
  std::printf("  %s\n", note.c_str());
  std::fflush(stdout);
}

void print_figure(std::string const& name, double value, std::string const& unit, std::string const& aim) {
  std::printf("  %-44s %9.1f %s", name.c_str(), value, unit.c_str());
  print_end(aim);
}

void print_ratio(std::string const& name, double value, std::string const& yardstick, double yardstick_value,
                 std::string const& unit, std::string const& aim) {
  std::printf("  %-44s %9.1f %s   %s %9.1f %s   ratio %5.2f", name.c_str(), value, unit.c_str(),
              yardstick.c_str(), yardstick_value, unit.c_str(),
              yardstick_value > 0 ? value / yardstick_value : 0.0);
  print_end(aim);
}

}  // namespace bench
