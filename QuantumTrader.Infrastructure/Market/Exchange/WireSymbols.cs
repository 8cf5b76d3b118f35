using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>The symbols that are traded, found by their bytes in a message without an allocation.</summary>
internal sealed class WireSymbols
{
    private readonly Dictionary<string, int> _byName;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public WireSymbols(IReadOnlyList<Symbol> symbols)
    {
        All = symbols;
        _byName = symbols.Select((s, i) => (s.Value, Index: i)).ToDictionary(s => s.Value, s => s.Index, StringComparer.Ordinal);
        _lookup = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IReadOnlyList<Symbol> All { get; }

    /// <summary>The index in <see cref="All"/> of the symbol that the reader's string names; -1 for any other.</summary>
    [SuppressMessage("Style", "IDE0302", Justification = "A stack buffer.")]
    public int Find(ref Utf8JsonReader reader)
    {
        Span<char> text = stackalloc char[Symbol.LengthMax];
        return reader is { TokenType: JsonTokenType.String, HasValueSequence: false, ValueIsEscaped: false }
            && reader.ValueSpan.Length <= text.Length
            && Encoding.ASCII.TryGetChars(reader.ValueSpan, text, out var length)
            && _lookup.TryGetValue(text[..length], out var index) ? index : -1;
    }
}
