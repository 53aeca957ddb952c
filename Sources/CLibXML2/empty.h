#pragma once
// Empty on purpose; see module.modulemap.
