namespace QuantumTrader.Infrastructure.Identity;

/// <summary>What was answered to a request with this idempotency key.</summary>
/// <param name="RequestHash">Of method, path and body: another request under the same key is refused.</param>
public sealed record StoredResponse(string RequestHash, int StatusCode, string Body);
