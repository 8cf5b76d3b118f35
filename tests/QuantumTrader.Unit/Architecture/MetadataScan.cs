using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace QuantumTrader.Unit.Architecture;

/// <summary>Reads what compiled code really uses.</summary>
internal static class MetadataScan
{
    private const byte CallOpcode = 0x28;
    private const byte CallVirtualOpcode = 0x6F;
    private const byte FunctionOpcode = 0x06; // After the 0xFE prefix: ldftn.
    private const byte VirtualFunctionOpcode = 0x07; // After the 0xFE prefix: ldvirtftn.

    /// <summary>Full names of all types outside the assembly that it refers to.</summary>
    public static IEnumerable<string> TypesUsedBy(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var reader = file.GetMetadataReader();
        return [.. reader.TypeReferences.Select(h => NameOf(reader, reader.GetTypeReference(h)))];
    }

    /// <summary>Top-level types with a method that calls, or takes the address of, one of <paramref name="methods"/> of <paramref name="owners"/>.</summary>
    public static IEnumerable<string> CallersOf(Assembly assembly, IReadOnlyCollection<string> owners, IReadOnlyCollection<string> methods)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var reader = file.GetMetadataReader();
        var tokens = Tokens(reader, owners, methods).ToHashSet();
        var callers = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var handle in reader.MethodDefinitions)
        {
            var method = reader.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress != 0 && Calls(file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!, tokens))
            {
                callers.Add(OuterName(reader, method.GetDeclaringType()));
            }
        }

        return callers;
    }

    private static IEnumerable<int> Tokens(MetadataReader reader, IReadOnlyCollection<string> owners, IReadOnlyCollection<string> methods)
    {
        foreach (var handle in reader.MemberReferences)
        {
            var member = reader.GetMemberReference(handle);
            if (methods.Contains(reader.GetString(member.Name)) && member.Parent.Kind == HandleKind.TypeReference
                && owners.Contains(NameOf(reader, reader.GetTypeReference((TypeReferenceHandle)member.Parent))))
            {
                yield return MetadataTokens.GetToken(handle);
            }
        }

        foreach (var handle in reader.MethodDefinitions)
        {
            var method = reader.GetMethodDefinition(handle);
            var type = reader.GetTypeDefinition(method.GetDeclaringType());
            if (methods.Contains(reader.GetString(method.Name)) && owners.Contains($"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}"))
            {
                yield return MetadataTokens.GetToken(handle);
            }
        }
    }

    // Not a full decoder: an operand that happens to look like a call would be a false alarm, never a miss.
    private static bool Calls(byte[] body, HashSet<int> tokens)
    {
        for (var i = 0; i + 4 < body.Length; i++)
        {
            var isCall = body[i] is CallOpcode or CallVirtualOpcode || (i > 0 && body[i - 1] == 0xFE && body[i] is FunctionOpcode or VirtualFunctionOpcode);
            if (isCall && tokens.Contains(BitConverter.ToInt32(body, i + 1)))
            {
                return true;
            }
        }

        return false;
    }

    private static string NameOf(MetadataReader reader, TypeReference type) =>
        type.ResolutionScope.Kind == HandleKind.TypeReference
            ? NameOf(reader, reader.GetTypeReference((TypeReferenceHandle)type.ResolutionScope)) + "+" + reader.GetString(type.Name)
            : $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";

    private static string OuterName(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer ? OuterName(reader, outer) : reader.GetString(type.Name);
    }
}
