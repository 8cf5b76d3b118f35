using System.Text.Json.Serialization;
using QuantumTrader.Web.Engine.Replay;

namespace QuantumTrader.Web.Commands;

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReplayReport))]
internal sealed partial class ReplayJson : JsonSerializerContext;
