using System.Text.Json;
using System.Text.Json.Serialization;
using QuantumTrader.Web.Api.Alerts;
using QuantumTrader.Web.Api.Ess;
using QuantumTrader.Web.Api.Problems;
using QuantumTrader.Web.Api.Trading;
using QuantumTrader.Web.Hosting.Health;

namespace QuantumTrader.Web.Api;

/// <summary>How the API writes and reads: camelCase, enums as words, decimals as numbers, times in UTC.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.Strict,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    MaxDepth = Requests.ApiBody.DepthMax,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(EssStopRequest))]
[JsonSerializable(typeof(EssResetRequest))]
[JsonSerializable(typeof(EssAnnulRequest))]
[JsonSerializable(typeof(EssAnnulled))]
[JsonSerializable(typeof(EssState))]
[JsonSerializable(typeof(EssRun))]
[JsonSerializable(typeof(EssCertificate))]
[JsonSerializable(typeof(EssPreview))]
[JsonSerializable(typeof(EssDrill))]
[JsonSerializable(typeof(StopTaken))]
[JsonSerializable(typeof(ResetDone))]
[JsonSerializable(typeof(PolicyFacts))]
[JsonSerializable(typeof(PolicyChangeRequest))]
[JsonSerializable(typeof(PolicyDryRunRequest))]
[JsonSerializable(typeof(PolicyChanged))]
[JsonSerializable(typeof(PolicyHistory))]
[JsonSerializable(typeof(PolicyDryRunFacts))]
[JsonSerializable(typeof(PositionList))]
[JsonSerializable(typeof(OrderList))]
[JsonSerializable(typeof(TradeList))]
[JsonSerializable(typeof(DenialList))]
[JsonSerializable(typeof(EventList))]
[JsonSerializable(typeof(AlertsAnswer))]
[JsonSerializable(typeof(AlertAcknowledgeRequest))]
[JsonSerializable(typeof(AlertAcknowledged))]
[JsonSerializable(typeof(HealthReport))]
internal sealed partial class ApiJson : JsonSerializerContext;

/// <summary>Times end in Z, whatever offset they came with.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
}
