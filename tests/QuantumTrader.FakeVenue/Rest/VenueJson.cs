using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace QuantumTrader.FakeVenue;

/// <summary>JSON as the venue writes it: most numbers are strings, in plain decimals.</summary>
public static class VenueJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Object(Action<Utf8JsonWriter> members) =>
        Write(w =>
        {
            w.WriteStartObject();
            members(w);
            w.WriteEndObject();
        });

    public static byte[] Array<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> item) =>
        Write(w =>
        {
            w.WriteStartArray();
            foreach (var i in items)
            {
                item(w, i);
            }

            w.WriteEndArray();
        });

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The shortest plain form: "0.5", "100", "0".</summary>
    public static string Plain(decimal value) =>
        (value == 0m ? 0m : value / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);

    /// <summary>With a fixed number of decimals: "0.50000000".</summary>
    public static string Fixed(decimal value, int decimals) =>
        decimal.Round(value, decimals).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public static void Text(this Utf8JsonWriter writer, string name, decimal value) => writer.WriteString(name, Plain(value));

    public static void Money(this Utf8JsonWriter writer, string name, decimal value) => writer.WriteString(name, Fixed(value, 8));
}
