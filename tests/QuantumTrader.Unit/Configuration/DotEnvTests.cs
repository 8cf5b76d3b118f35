using System.Text;
using CsCheck;
using Microsoft.Extensions.Configuration;
using QuantumTrader.Infrastructure.Configuration;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Configuration;

public sealed class DotEnvTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("USE_EVENT_BUFFER=false", "USE_EVENT_BUFFER", "false")]
    [InlineData("  A = b c  ", "A", "b c")]
    [InlineData("export A=b", "A", "b")]
    [InlineData("Redis__ConnectionString=h:1,password=p#q", "Redis:ConnectionString", "h:1,password=p#q")]
    [InlineData("A=b # why", "A", "b")]
    [InlineData("A= # nothing", "A", "")]
    [InlineData("A=", "A", "")]
    [InlineData("A=b=c", "A", "b=c")]
    [InlineData("A='b # \\n \"c\"' # why", "A", "b # \\n \"c\"")]
    [InlineData("A=\"b # \\\"c\\\" \\\\ \\n\"", "A", "b # \"c\" \\ \n")]
    [InlineData("A=\"\"", "A", "")]
    [InlineData("\uFEFFA=b\r\n# c\r\n\r\nB=c\r\n", "B", "c")]
    [InlineData("\uFEFFA=b\r\n# c\r\n\r\nB=c\r\n", "A", "b")]
    public void Line_OfAFile_IsASetting(string text, string key, string expected) => Assert.Equal(expected, Read(text)[key]);

    [Theory]
    [InlineData("A=1\nsecret", 2)]
    [InlineData("=secret", 1)]
    [InlineData("A B=secret", 1)]
    [InlineData("1A=secret", 1)]
    [InlineData("A-B=secret", 1)]
    [InlineData("__=secret", 1)]
    [InlineData("#\n\nA=\"secret", 3)]
    [InlineData("A='secret\nB=2'", 1)]
    [InlineData("A='secret'secret", 1)]
    [InlineData("A=\"secret\\x\"", 1)]
    [InlineData("A=sec\u0001ret", 1)]
    [InlineData("A=1\na=secret", 2)]
    [InlineData("A__B=1\nA__B=secret", 2)]
    public void Line_ThatIsBad_IsNamedWithItsFileAndNotItsValue(string text, int line)
    {
        var refusal = Assert.Throws<InvalidDataException>(() => Read(text));

        Assert.Contains($"{_folder[".env"]}, line {line}:", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_Missing_IsNoError() => Assert.Empty(new ConfigurationBuilder().AddDotEnv(_folder["none"]).Build().AsEnumerable());

    [Fact]
    public void File_NotUtf8_IsRefused()
    {
        File.WriteAllBytes(_folder[".env"], [(byte)'A', (byte)'=', 0xE9]);

        Assert.Contains("UTF-8", Assert.Throws<InvalidDataException>(() => new ConfigurationBuilder().AddDotEnv(_folder[".env"]).Build()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_AmongSources_StandsWhereItWasAdded()
    {
        File.WriteAllText(_folder[".env"], "A=file\nB=file");

        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("A", "below")])
            .AddDotEnv(_folder[".env"])
            .AddInMemoryCollection([new("B", "above")])
            .Build();

        Assert.Equal(("file", "above"), (configuration["A"], configuration["B"]));
    }

    [Fact]
    public void Value_InSingleQuotes_IsAnyTextOfOneLine() =>
        Gen.String[Gen.Char['\u0020', '\u007e'], 0, 40].Where(s => !s.Contains('\'', StringComparison.Ordinal))
            .Sample(s => DotEnvParser.Parse($"A='{s}'", "f")["A"] == s);

    [Fact]
    public void Text_Whatever_IsReadOrRefusedByLine() => Gen.String.Sample(s =>
    {
        try
        {
            return DotEnvParser.Parse(s, "f").Keys.All(k => k.Length > 0);
        }
        catch (InvalidDataException e)
        {
            return e.Message.StartsWith("f, line ", StringComparison.Ordinal);
        }
    });

    public void Dispose() => _folder.Dispose();

    private IConfigurationRoot Read(string text)
    {
        File.WriteAllText(_folder[".env"], text, new UTF8Encoding(false));
        return new ConfigurationBuilder().AddDotEnv(_folder[".env"]).Build();
    }
}
