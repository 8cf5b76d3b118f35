using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Web.Api;

/// <summary>What an endpoint does, on every endpoint of the API.</summary>
/// <param name="Action">Its rule is in the <see cref="ActionMatrix"/>.</param>
public sealed record ApiAction(AccessAction Action);
