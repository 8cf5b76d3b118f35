using System.Text;
using Microsoft.Extensions.Configuration;

namespace QuantumTrader.Infrastructure.Configuration;

/// <summary>Reads the file once. Its values may be secrets and stand in no message.</summary>
internal sealed class DotEnvProvider(string path) : ConfigurationProvider
{
    private const int LengthMax = 1024 * 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="InvalidDataException">A line cannot be read; the message names file and line.</exception>
    public override void Load()
    {
        if (File.Exists(path))
        {
            Data = DotEnvParser.Parse(Text(), path);
        }
    }

    private string Text()
    {
        var length = new FileInfo(path).Length;
        if (length > LengthMax)
        {
            throw new InvalidDataException($"{path} is {length} bytes long; a file of settings has at most {LengthMax}.");
        }

        try
        {
            return Strict.GetString(File.ReadAllBytes(path));
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidDataException($"{path} is not UTF-8; save it as UTF-8 text.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path} cannot be read; give the user of this process the right to, or delete it.");
        }
    }
}
