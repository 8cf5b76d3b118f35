using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary>A moment as its UTC ticks.</summary>
public sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
