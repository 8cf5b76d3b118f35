using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using CsCheck;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Events;

public sealed class EventSerializerTests : IDisposable
{
    private readonly EventSerializer _serializer = new();
    private readonly LineBuffer _buffer = new();

    public void Dispose() => _serializer.Dispose();

    [Fact]
    public void Line_AnyEventWithAnyContent_RoundTripsToTheSameEventAndTheSameBytes() => EventGen.Any.Select(Gen.Long[1, long.MaxValue]).Sample(
        (e, sequence) =>
        {
            var line = Line(sequence, e);
            var verdict = EventLine.Read(line, out var journaled, out var fault);

            Assert.True(verdict == LineVerdict.Ok, fault);
            Assert.Equal(sequence, journaled.Sequence);
            AssertSame(e, journaled.Event);
            Assert.Equal(line, Line(sequence, journaled.Event));
            Assert.Equal(line.Length - 1, Array.IndexOf(line, (byte)'\n'));
        },
        iter: 4000, threads: 1);

    [Fact]
    public void Generator_ManyDraws_ReachEveryEventOfTheCatalogue()
    {
        var drawn = new HashSet<Type>();
        EventGen.Any.Sample(e => { lock (drawn) { drawn.Add(e.GetType()); } }, iter: 2000);

        Assert.Empty(EventCatalogue.All.Select(k => k.Type).Except(drawn));
    }

    [Fact]
    public void Line_UnitsOfEverySize_ArePlainDecimals()
    {
        var text = Encoding.UTF8.GetString(Line(7, TestEvents.Filled(price: 0.00000001m, quantity: 79228162514264337593543950335m)));

        Assert.StartsWith("""{"seq":7,"id":"00000000-0000-0000-0000-000000000001","type":"order.filled","v":1,"at":"2026-01-02T03:04:05.0000000+00:00","data":{""", text, StringComparison.Ordinal);
        Assert.Contains("\"price\":0.00000001,\"quantity\":79228162514264337593543950335,", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_UnderACultureWithCommas_IsTheSame()
    {
        var invariant = Line(1, TestEvents.Filled(1.5m, 2.25m));
        var before = CultureInfo.CurrentCulture;
        try
        {
            var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            commas.NumberFormat.NumberDecimalSeparator = ",";
            commas.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = commas;

            Assert.Equal(invariant, Line(1, TestEvents.Filled(1.5m, 2.25m)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Line_OneMegabyteOfText_RoundTrips()
    {
        var e = TestEvents.Ended(new string('x', 1024 * 1024));

        Assert.Equal(LineVerdict.Ok, EventLine.Read(Line(1, e), out var journaled, out _));
        AssertSame(e, journaled.Event);
    }

    [Fact]
    public void Line_TooLong_IsRefusedAndTheBufferIsAsBefore()
    {
        Line(1, TestEvents.Ended("x"));
        var length = _buffer.Length;

        Assert.Throws<ArgumentException>(() => _serializer.Write(_buffer, 2, TestEvents.Ended(new string('x', EventSerializer.LineLengthMax))));
        Assert.Equal(length, _buffer.Length);
    }

    [Fact]
    public void Line_IdNeverAssigned_IsRefusedAndTheNextLineIsSound()
    {
        var broken = new TradeFunded(Guid.Empty, default, default) { Symbol = Symbol.Create("BTCUSDT"), Amount = Usd.Zero };

        var error = Assert.Throws<ArgumentException>(() => _serializer.Write(_buffer, 1, broken));
        Assert.Contains("TradeFunded", error.Message, StringComparison.Ordinal);
        Assert.Equal(LineVerdict.Ok, EventLine.Read(Line(1, TestEvents.Ended("x")), out _, out _));
    }

    [Fact]
    public void Line_HalfASurrogate_BecomesTheReplacementCharacterAndIsRead()
    {
        Assert.Equal(LineVerdict.Ok, EventLine.Read(Line(1, TestEvents.Ended("a\uD800b")), out var journaled, out _));
        Assert.Equal("a\uFFFDb", ((OrderEnded)journaled.Event).Reason);
    }

    [Fact]
    public void Line_AnySingleBitFlipped_IsNeverTakenForSound()
    {
        var line = Line(12, TestEvents.Filled(100m, 1m))[..^1];
        for (var bit = 0; bit < line.Length * 8; bit++)
        {
            var damaged = (byte[])line.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(LineVerdict.BadChecksum, EventLine.Read(damaged, out _, out _));
        }
    }

    [Theory]
    [InlineData("\"type\":\"order.ended\"", "\"type\":\"order.vanished\"")]
    [InlineData("\"v\":1", "\"v\":2")]
    public void Line_TypeOrVersionOfANewerProgram_IsUnknownAndNotDamaged(string ours, string theirs)
    {
        var verdict = EventLine.Read(TestEvents.Resummed(Line(1, TestEvents.Ended("x")), ours, theirs), out _, out var fault);

        Assert.Equal(LineVerdict.UnknownType, verdict);
        Assert.Contains("not known", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"symbol\":\"BTCUSDT\"", "\"symbol\":\"!\"")]
    [InlineData(",\"tradeId\":\"1-1\"", "")]
    [InlineData("\"reason\":\"x\"", "\"raison\":\"x\"")]
    [InlineData("\"seq\":1", "\"seq\":0")]
    [InlineData("\"purpose\":\"Entry\"", "\"purpose\":\"Gift\"")]
    [InlineData("\"at\":\"2026", "\"at\":\"soon")]
    public void Line_SoundSumAndImpossibleContent_IsMalformedWithAReason(string ours, string theirs)
    {
        var verdict = EventLine.Read(TestEvents.Resummed(Line(1, TestEvents.Ended("x")), ours, theirs), out _, out var fault);

        Assert.Equal(LineVerdict.Malformed, verdict);
        Assert.NotEmpty(fault!);
        Assert.DoesNotContain('\n', fault!);
    }

    [Fact]
    public void Write_AfterTheFirstLines_AllocatesNothing()
    {
        DomainEvent[] events = [TestEvents.Filled(1.5m, 2m), TestEvents.Planned(), new SignalGenerated(Guid.Empty, default)
        {
            Symbol = Symbol.Create("BTCUSDT"), Action = SignalAction.Buy, Confidence = 0.7, ModelId = "m", ModelVersion = "1", Provenance = Provenance.Rule, Price = new(1m),
            BarCloseUtc = default,
        }];
        WriteAll(events, 2000);

        Assert.Equal(0, Allocations.Least(() => WriteAll(events, 1000)));
    }

    private void WriteAll(DomainEvent[] events, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _buffer.CutTo(0);
            foreach (var e in events)
            {
                _serializer.Write(_buffer, i + 1, e);
            }
        }
    }

    private byte[] Line(long sequence, DomainEvent e)
    {
        _buffer.CutTo(0);
        _serializer.Write(_buffer, sequence, e);
        return _buffer.Written.ToArray();
    }

    /// <summary>Every property, lists by their elements, so that a field that was forgotten in a line is seen.</summary>
    private static void AssertSame(DomainEvent expected, DomainEvent actual)
    {
        Assert.Equal(expected.GetType(), actual.GetType());
        foreach (var property in expected.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
        {
            var (a, b) = (property.GetValue(expected), property.GetValue(actual));
            Assert.True(a is IEnumerable list and not string ? list.Cast<object>().SequenceEqual(((IEnumerable)b!).Cast<object>()) : Equals(a, b), $"{property.Name}: {a} became {b}");
        }
    }
}
