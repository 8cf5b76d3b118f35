using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access;

/// <param name="Refusal">Why there is none; null when there is.</param>
public sealed record KeyCreation(NewApiKey? Key, string? Refusal);
