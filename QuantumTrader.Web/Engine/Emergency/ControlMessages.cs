using System.Text.Json.Serialization;
using QuantumTrader.Domain.Emergency;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>One line of JSON to the running engine.</summary>
/// <param name="Command">status or activate.</param>
/// <param name="EmergencyId">Under which the latch file may hold the stop already; null: the engine gives it one.</param>
public sealed record ControlRequest(string Command, string By = "", string Reason = "", bool RebasePeak = false, string TypedWord = "", Guid? EmergencyId = null);

/// <summary>One line of JSON back.</summary>
/// <param name="Error">Null when it was done.</param>
/// <param name="LeaderReports">How far the other process that leads says that it is with this emergency; null: it says nothing, or none is known.</param>
/// <param name="IsStarting">It was not done because the engine has not started yet; asked again in a moment, it may be.</param>
public sealed record ControlResponse(string? Error, EmergencyStatus? Status, EmergencyRunState? LeaderReports = null, bool IsStarting = false);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ControlRequest))]
[JsonSerializable(typeof(ControlResponse))]
[JsonSerializable(typeof(EmergencyStatus))]
[JsonSerializable(typeof(EmergencyRunState))]
[JsonSerializable(typeof(RunSummary))]
internal sealed partial class ControlJson : JsonSerializerContext;
