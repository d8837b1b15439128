// How the measurements speak: one line a figure, with its yardstick, their ratio and the aim. Medians, since
// the machine has other work too.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace bench {

double median(std::vector<double> values);
double microseconds(std::chrono::nanoseconds time);

// What is measured, then its lines.
void print_title(std::string const& title);
void print_note(std::string const& note);
// "  thread page, 16 connections     91.3 µs   nginx 52.1 µs   ratio 1.75   aim at most 2"
void print_figure(std::string const& name, double value, std::string const& unit,
                  std::string const& aim = {});
void print_ratio(std::string const& name, double value, std::string const& yardstick, double yardstick_value,
                 std::string const& unit, std::string const& aim = {});

}  // namespace bench
