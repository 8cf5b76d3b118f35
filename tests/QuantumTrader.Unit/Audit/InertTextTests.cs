using QuantumTrader.Domain.Audit;
using QuantumTrader.Infrastructure.Audit;

namespace QuantumTrader.Unit.Audit;

public sealed class InertTextTests
{
    [Theory]
    [InlineData("plain, ünïcode and 😀", "plain, ünïcode and 😀")]
    [InlineData("a\r\nINFO done", "a\\u000D\\u000AINFO done")]
    [InlineData("\u001b[2Jgone", "\\u001B[2Jgone")]
    [InlineData("a\0b\tc\u007f\u0085", "a\\u0000b\\u0009c\\u007F\\u0085")]
    [InlineData("abc\u202Egnp.exe", "abc\\u202Egnp.exe")]
    [InlineData("\u2028\u2029\uFEFF", "\\u2028\\u2029\\uFEFF")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void Of_WhatIsNotSeen_StandsThereAsItsCode(string? text, string? inert) => Assert.Equal(inert, InertText.Of(text));

    [Fact]
    public void Of_HalfAPair_IsReplaced() => Assert.Equal("a\uFFFDb", InertText.Of("a\uD83Db"));

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(5_000)]
    public void Of_TooLong_IsCutToTheLimitWithAnEllipsis(int length)
    {
        var inert = InertText.Of(new string('x', length), 10)!;
        Assert.Equal(Math.Min(length, 10), inert.Length);
        Assert.Equal(length > 10, inert.EndsWith('…'));
    }

    [Fact]
    public void Of_CutWithinAPair_LeavesNoHalf()
    {
        foreach (var lengthMax in Enumerable.Range(1, 12))
        {
            var inert = InertText.Of(string.Concat(Enumerable.Repeat("😀", 20)), lengthMax)!;
            Assert.InRange(inert.Length, 1, lengthMax);
            Assert.DoesNotContain(inert.EnumerateRunes(), rune => rune.Value == 0xFFFD);
        }
    }

    [Fact]
    public void Of_Entry_EveryTextIsInertAndShort()
    {
        var bad = new string('\n', 3_000);
        var entry = InertText.Of(new AuditEntry(Guid.Empty, DateTimeOffset.UnixEpoch, bad, bad, bad, AuditResult.Done)
        {
            From = bad,
            Target = bad,
            Before = bad,
            After = bad,
            Reason = bad,
            Detail = bad,
        });
        var texts = typeof(AuditEntry).GetProperties().Where(p => p.PropertyType == typeof(string)).Select(p => (p.Name, Text: (string?)p.GetValue(entry))).ToList();
        Assert.Equal(9, texts.Count);
        Assert.All(texts, t => Assert.True(t.Text is { Length: <= AuditEntry.TextLengthMax } text && !text.Contains('\n'), t.Name));
    }
}
