namespace QuantumTrader.Infrastructure.Execution;

/// <summary>A stream of the venue.</summary>
/// <param name="Name">market or account.</param>
/// <param name="IsConnected">Its socket is open; what counts is the age of its data.</param>
/// <param name="LastFrameAtUtc">When it last said something; null: never.</param>
/// <param name="IsSteady">It speaks each second, so that silence is a fault; one that speaks of events only may be silent for hours.</param>
/// <param name="Reconnects">Since the start.</param>
/// <param name="Gaps">Times after which what was missed had to be asked for.</param>
/// <param name="Fault">Why it is not trusted; null when it is.</param>
/// <param name="Late">Marks that were too old when they came.</param>
/// <param name="Early">Marks from the future by the venue's own clock; refused.</param>
public sealed record VenueStreamStatus(string Name, bool IsConnected, DateTimeOffset? LastFrameAtUtc, bool IsSteady, long Reconnects, long Gaps, string? Fault, long Late = 0, long Early = 0);
