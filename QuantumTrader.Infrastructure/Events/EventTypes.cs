using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>For each event of the catalogue: its bytes in the line's head and the contract of its payload.</summary>
internal static class EventTypes
{
    // The envelope carries these, so the payload does not.
    private static readonly FrozenSet<string> InTheEnvelope =
        new[] { "eventId", "atUtc", "correlationId", "causationId" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly JsonSerializerOptions Options = MakeOptions();
    private static readonly FrozenDictionary<Type, EventType> ByType =
        EventCatalogue.All.ToFrozenDictionary(k => k.Type, k => new EventType(k, Head(k), Options.GetTypeInfo(k.Type)));

    private static readonly FrozenDictionary<string, EventType> ByName =
        ByType.Values.ToFrozenDictionary(t => t.Kind.Name, StringComparer.Ordinal);

    public static EventType Of(DomainEvent e) =>
        ByType.TryGetValue(e.GetType(), out var type) ? type : throw new ArgumentException($"{e.GetType().Name} is not in the EventCatalogue; add it there.", nameof(e));

    public static EventType? Find(string name) => ByName.GetValueOrDefault(name);

    private static byte[] Head(EventKind kind) => Encoding.UTF8.GetBytes($"\",\"type\":\"{kind.Name}\",\"v\":{kind.SchemaVersion},\"at\":\"");

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(EventJsonContext.Default.Options)
        {
            TypeInfoResolver = EventJsonContext.Default.WithAddedModifier(Modify),
        };
        options.MakeReadOnly();
        return options;
    }

    private static void Modify(JsonTypeInfo type)
    {
        if (!type.Type.IsSubclassOf(typeof(DomainEvent)))
        {
            return;
        }

        foreach (var property in type.Properties)
        {
            if (InTheEnvelope.Contains(property.Name))
            {
                property.Get = null; // read when it is there, never written
            }
            else if (property.Name == "tradeId")
            {
                property.IsRequired = true;
            }
        }
    }
}

/// <param name="Head">The line's bytes from the end of the event id to the start of the time.</param>
internal sealed record EventType(EventKind Kind, byte[] Head, JsonTypeInfo Payload);
